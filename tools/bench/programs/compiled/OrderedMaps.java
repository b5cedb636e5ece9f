import java.util.ArrayDeque;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Ordered and concurrent maps, a priority queue and a deque: shortest ways through a graph. */
public class OrderedMaps {
    record Way(int to, int cost) implements Comparable<Way> {
        public int compareTo(Way other) {
            return cost != other.cost ? Integer.compare(cost, other.cost) : Integer.compare(to, other.to);
        }
    }

    static int shortest(int[][] next, int[][] costs, int goal) {
        Map<Integer, Integer> best = new TreeMap<>();
        PriorityQueue<Way> queue = new PriorityQueue<>();
        queue.add(new Way(0, 0));
        while (!queue.isEmpty()) {
            Way way = queue.poll();
            if (best.putIfAbsent(way.to, way.cost) != null) {
                continue;
            }
            if (way.to == goal) {
                return way.cost;
            }
            for (int i = 0; i < next[way.to].length; i++) {
                queue.add(new Way(next[way.to][i], way.cost + costs[way.to][i]));
            }
        }
        return -1;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int[][] next = new int[300][4];
        int[][] costs = new int[300][4];
        for (int i = 0, seed = 7; i < 1200; i++) {
            seed = seed * 1_103_515_245 + 12_345;
            next[i / 4][i % 4] = (seed >>> 8) % 300;
            costs[i / 4][i % 4] = (seed >>> 20) % 90 + 1;
        }
        ConcurrentHashMap<String, Integer> seen = new ConcurrentHashMap<>();
        TreeMap<String, Integer> sorted = new TreeMap<>();
        ArrayDeque<Integer> recent = new ArrayDeque<>();
        long check = 0;
        for (int round = 0; round < size; round++) {
            int cost = shortest(next, costs, round * 7 % 300);
            recent.addLast(cost);
            if (recent.size() > 20) {
                check += recent.pollFirst();
            }
            String key = "c" + cost;
            seen.merge(key, 1, Integer::sum);
            sorted.put(key, round);
            Map.Entry<String, Integer> above = sorted.ceilingEntry("c2");
            check = check * 31 + cost + (above == null ? 0 : above.getValue());
        }
        System.out.println("ordered maps " + check + " " + seen.size() + " " + sorted.firstKey());
    }
}
