// ConcurrentHashMap, ConcurrentSkipList and CopyOnWrite under several threads; bulk operations.
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

public class ConcurrentMaps {
    public static void main(String[] args) throws Exception {
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        ConcurrentSkipListMap<Integer, Integer> skip = new ConcurrentSkipListMap<>();
        ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        CopyOnWriteArrayList<Integer> list = new CopyOnWriteArrayList<>();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            int n = t;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    map.merge(i % 100, 1, Integer::sum);
                    map.computeIfAbsent(1000 + i, k -> n);
                    skip.put(i * 4 + n, i);
                    queue.add(i);
                    if (i % 50 == 0) {
                        list.addIfAbsent(i);
                    }
                    if (i % 3 == 0) {
                        queue.poll();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        boolean even = true;
        for (int i = 0; i < 100; i++) {
            even &= map.get(i) == 40;
        }
        System.out.println(even + " " + map.size() + " " + skip.size() + " " + skip.firstKey() + " "
            + skip.lastKey() + " " + queue.size()
            + " " + list.size());
        map.keySet().removeIf(k -> k >= 100);
        System.out.println(map.reduceValues(1, Integer::sum) + " " + map.search(1,
            (k, v) -> k == 50 ? "found" : null) + " "
            + map.mappingCount() + " " + map.reduceKeysToInt(1, k -> k, 0, Integer::max) + " "
            + map.putIfAbsent(5, 1) + " "
            + map.replace(5, 40, 41) + map.remove(5, 40) + map.remove(5, 41) + map.containsKey(5));
        for (Map.Entry<Integer, Integer> e : map.entrySet()) {
            e.setValue(e.getValue() + 1);
            map.remove(e.getKey() + 1);
        }
        System.out.println(map.values().stream().mapToInt(v -> v).sum());
        try {
            map.computeIfAbsent(-1, k -> map.computeIfAbsent(-1, j -> 5));
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(ConcurrentHashMap.newKeySet().add("x") + " " + skip.headMap(10).size() + " "
            + skip.descendingMap()
            .firstEntry().getKey());
    }
}
