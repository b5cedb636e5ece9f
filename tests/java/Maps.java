// HashMap, LinkedHashMap, TreeMap, Hashtable, IdentityHashMap, WeakHashMap, immutable maps and Map's default
// methods.
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

public class Maps {
    static final class Bad implements Comparable<Bad> {
        final int n;

        Bad(int n) {
            this.n = n;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Bad b && b.n == n;
        }

        @Override
        public int compareTo(Bad o) {
            return Integer.compare(n, o.n);
        }
    }

    static void exercise(Map<String, Integer> map) {
        String[] words = "the quick brown fox jumps over the lazy dog the end".split(" ");
        for (String w : words) {
            map.merge(w, 1, Integer::sum);
        }
        map.computeIfAbsent("new", k -> k.length());
        map.computeIfPresent("dog", (k, v) -> null);
        map.compute("fox", (k, v) -> v == null ? 0 : v + 10);
        map.putIfAbsent("fox", 99);
        map.replace("end", 7);
        map.replace("end", 7, 8);
        map.remove("lazy", 5);
        map.remove("quick");
        map.replaceAll((k, v) -> v * 2);
        System.out.println(map.getClass().getSimpleName() + " " + new TreeMap<>(map) + " " + map.size() + " "
            + map.hashCode()
            + " " + map.getOrDefault("none", -1) + map.containsValue(22) + map.get("the")
            + map.equals(new HashMap<>(map)));
        map.entrySet().removeIf(e -> e.getValue() == 2);
        map.keySet().retainAll(List.of("the", "fox", "end"));
        int sum = 0;
        for (int v : map.values()) {
            sum += v;
        }
        System.out.println(sum + " " + new TreeMap<>(map));
        Reference.reachabilityFence(words); // a WeakHashMap loses what nobody else has
    }

    public static void main(String[] args) {
        exercise(new HashMap<>());
        exercise(new LinkedHashMap<>());
        exercise(new TreeMap<>());
        exercise(new TreeMap<>(Comparator.reverseOrder()));
        exercise(new Hashtable<>());
        exercise(new ConcurrentHashMap<>());
        exercise(new ConcurrentSkipListMap<>());
        exercise(Collections.synchronizedMap(new HashMap<>()));
        exercise(new WeakHashMap<>());
        Map<String, Integer> order = new HashMap<>();
        for (String s : "zeta alpha Mike delta x yy zzz 1 22 333".split(" ")) {
            order.put(s, s.length());
        }
        System.out.println(order);
        Map<String, Integer> lru = new LinkedHashMap<>(4, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Integer> e) {
                return size() > 3;
            }
        };
        for (String s : "a b c a d a e".split(" ")) {
            lru.put(s, lru.getOrDefault(s, 0) + 1);
        }
        System.out.println(lru);
        NavigableMap<Integer, String> tree = new TreeMap<>();
        for (int i = 0; i < 100; i += 7) {
            tree.put(i, "v" + i);
        }
        System.out.println(tree.firstKey() + " " + tree.lastEntry() + " " + tree.floorKey(20) + " "
            + tree.ceilingKey(22) + " "
            + tree.higherKey(98) + " " + tree.lowerEntry(7) + " " + tree.headMap(20) + tree.tailMap(90, false)
            + tree.subMap(14, true, 28, true) + tree.descendingMap().firstKey() + tree.pollFirstEntry()
            + tree.size());
        Map<Bad, Integer> collisions = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            collisions.put(new Bad(i * 37 % 200), i);
        }
        long check = 0;
        for (int i = 0; i < 200; i += 2) {
            check = check * 3 + collisions.remove(new Bad(i));
        }
        System.out.println(check + " " + collisions.size() + " " + collisions.get(new Bad(101)));
        Map<Object, String> identity = new IdentityHashMap<>();
        identity.put(new String("k"), "1");
        identity.put(new String("k"), "2");
        System.out.println(identity.size());
        Map<Integer, Integer> large = new HashMap<>();
        for (int i = 0; i < 20000; i++) {
            large.put(i * 31, i);
        }
        long total = 0;
        for (Map.Entry<Integer, Integer> e : large.entrySet()) {
            total += (long) e.getKey() * e.getValue();
        }
        System.out.println(total);
        Map<String, Integer> nulls = new HashMap<>();
        nulls.put(null, 1);
        nulls.put("n", null);
        System.out.println(nulls + " " + nulls.containsKey("n") + nulls.getOrDefault("n", 5));
        for (Runnable r : new Runnable[] {() -> new TreeMap<String, Integer>().put(null, 1),
            () -> Map.of("a", 1, "a", 2),
            () -> Map.of("a", 1).put("b", 2), () -> new Hashtable<String, String>().put("a", null),
            () -> new TreeMap<>().firstKey(), () -> new TreeMap<Object, Integer>(Map.of(1, 1)).get("x"),
            () -> new ConcurrentHashMap<String, String>().put(null, "")}) {
            try {
                r.run();
                System.out.println("works");
            } catch (RuntimeException e) {
                System.out.println(e.getClass().getName() + " " + e.getMessage());
            }
        }
        System.out.println(new TreeMap<>(Map.of(1, "a", 2, "b", 3, "c")) + " " + Map.entry("k", "v") + " "
            + Map.ofEntries(Map.entry(1, 2)) + Collections.emptyMap());
    }
}
