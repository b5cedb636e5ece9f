// Compute: words counted, sorted and joined in several ways; anagrams; longest common substring; palindromes.
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class TextStatistics {
    static String sorted(String w) {
        char[] c = w.toCharArray();
        Arrays.sort(c);
        return new String(c);
    }

    public static void main(String[] args) {
        StringBuilder source = new StringBuilder();
        String[] stock = {"listen", "silent", "enlist", "google", "level", "stream", "master", "noon", "tea",
            "eat", "ate", "java"};
        int seed = 99;
        for (int i = 0; i < 2000; i++) {
            seed = seed * 69069 + 1;
            source.append(stock[(seed >>> 20) % stock.length]).append(i % 13 == 0 ? ". " : " ");
        }
        String text = source.toString();
        Map<String, Integer> counts = new HashMap<>();
        for (String w : text.split("[ .]+")) {
            counts.merge(w, 1, Integer::sum);
        }
        System.out.println(new TreeMap<>(counts));
        Map<String, Long> streamed = Stream.of(text.split("\\W+")).collect(Collectors.groupingBy(w -> w,
            TreeMap::new,
            Collectors.counting()));
        System.out.println(streamed.toString().equals(new TreeMap<>(counts).toString()));
        Map<String, List<String>> anagrams = counts.keySet().stream()
            .collect(Collectors.groupingBy(TextStatistics::sorted,
            TreeMap::new,
            Collectors.collectingAndThen(Collectors.toList(), l -> l.stream().sorted().toList())));
        System.out.println(anagrams);
        List<Map.Entry<String, Integer>> top = counts.entrySet().stream().sorted(Map.Entry.<String,
            Integer>comparingByValue()
            .reversed().thenComparing(Map.Entry.comparingByKey())).limit(4).toList();
        System.out.println(top);
        System.out.println(counts.keySet().stream().filter(w -> new StringBuilder(w).reverse().toString()
            .equals(w)).sorted(
            Comparator.reverseOrder()).collect(Collectors.joining("/")));
        int letters = 0;
        int[] histogram = new int[26];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                histogram[c - 'a']++;
            }
        }
        System.out.println(letters + " " + Arrays.toString(histogram) + " " + text.hashCode());
    }
}
