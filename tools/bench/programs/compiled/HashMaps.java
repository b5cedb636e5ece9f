import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Hash maps with keys of several classes: filling, looking up, merging, iterating, removing. */
public class HashMaps {
    record Point(int x, int y) {
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        String[] names = new String[500];
        for (int i = 0; i < names.length; i++) {
            names[i] = "name" + i * 7919 % 1009;
        }
        long check = 0;
        for (int round = 0; round < size; round++) {
            Map<Integer, Integer> squares = new HashMap<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            Set<Point> points = new HashSet<>();
            for (int i = 0; i < 500; i++) {
                squares.put(i * 31, i * i);
                counts.merge(names[i * i % 500], 1, Integer::sum);
                points.add(new Point(i % 30, (i + round) % 17));
            }
            for (int i = 0; i < 1000; i++) {
                Integer square = squares.get(i * 31);
                check += square == null ? 1 : square;
                check += counts.getOrDefault(names[i % 500], -1);
                check += points.contains(new Point(i % 40, i % 17)) ? 2 : 0;
            }
            for (Map.Entry<String, Integer> e : counts.entrySet()) {
                check = check * 31 + e.getKey().length() * e.getValue();
            }
            for (int i = 0; i < 500; i += 3) {
                squares.remove(i * 31);
            }
            for (int key : squares.keySet()) {
                check ^= key;
            }
        }
        System.out.println("hash maps " + check);
    }
}
