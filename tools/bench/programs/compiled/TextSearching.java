import java.util.ArrayList;
import java.util.List;

/** Strings are taken apart and searched: indexOf, substring, split, compare, parse, case, edit distance. */
public class TextSearching {
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    static List<String> words(String text) {
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', from)) {
            found.add(text.substring(from, space));
            from = space + 1;
        }
        found.add(text.substring(from));
        return found;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        StringBuilder builder = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            builder.append(i * 7919 % 1000).append(i % 5 == 0 ? " Apple " : i % 3 == 0 ? " pear " : " plum ");
        }
        String text = builder.append("end").toString();
        int check = 0;
        for (int round = 0; round < size; round++) {
            List<String> words = words(text);
            String last = "";
            for (String word : words) {
                if (Character.isDigit(word.charAt(0))) {
                    check += Integer.parseInt(word);
                } else if (word.equalsIgnoreCase("apple") || word.startsWith("pl")) {
                    check += word.toLowerCase().hashCode() & 7;
                }
                check += Integer.signum(word.compareTo(last));
                last = word;
            }
            check += text.split(",| ")[round % 100].length();
            check += text.lastIndexOf("pear " + round % 10) + (text.contains("999 Apple") ? 1 : 0);
            int from = round % 100;
            check = check * 31 + distance(text.substring(0, 60), text.substring(from, from + 50));
        }
        System.out.println("text searching " + check);
    }
}
