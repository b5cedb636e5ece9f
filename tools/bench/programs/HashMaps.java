import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Hash maps with boxed and string keys, a tree map, iteration, merge. */
public class HashMaps {
    public static void main(String[] args) {
        long check = 0;
        for (int round = 0; round < 20; round++) {
            Map<Integer, Integer> squares = new HashMap<>();
            Map<String, Integer> words = new HashMap<>();
            Map<Integer, Integer> sorted = new TreeMap<>();
            for (int i = 0; i < 12_000; i++) {
                squares.put(i * 17, i);
                words.merge("w" + i % 500, 1, Integer::sum);
                sorted.put(i * 31 % 4001, i);
            }
            for (int i = 0; i < 24_000; i++) {
                Integer found = squares.get(i);
                check += found == null ? 1 : found;
            }
            for (Map.Entry<String, Integer> entry : words.entrySet()) {
                check += entry.getKey().length() * entry.getValue();
            }
            for (int key : sorted.keySet()) {
                check = check * 3 + key;
            }
        }
        System.out.println("maps " + check);
    }
}
