// Compute: shortest paths with a priority queue over a generated graph; Floyd's algorithm agrees.
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

public class Dijkstra {
    record Edge(int to, int weight) { }

    record Entry(int node, long distance) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry o) {
            return Long.compare(distance, o.distance);
        }
    }

    public static void main(String[] args) {
        int n = 60;
        List<List<Edge>> graph = new ArrayList<>();
        long[][] all = new long[n][n];
        long seed = 12345;
        for (int i = 0; i < n; i++) {
            graph.add(new ArrayList<>());
            Arrays.fill(all[i], Integer.MAX_VALUE);
            all[i][i] = 0;
        }
        for (int i = 0; i < n * 4; i++) {
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int a = (int) (seed >>> 33) % n;
            int b = (int) (seed >>> 45) % n;
            int w = (int) (seed >>> 56) + 1;
            graph.get(a).add(new Edge(b, w));
            all[a][b] = Math.min(all[a][b], w);
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    all[i][j] = Math.min(all[i][j], all[i][k] + all[k][j]);
                }
            }
        }
        boolean same = true;
        for (int source = 0; source < n; source += 7) {
            long[] distance = new long[n];
            Arrays.fill(distance, Integer.MAX_VALUE);
            distance[source] = 0;
            PriorityQueue<Entry> queue = new PriorityQueue<>();
            queue.add(new Entry(source, 0));
            while (!queue.isEmpty()) {
                Entry e = queue.poll();
                if (e.distance() > distance[e.node()]) {
                    continue;
                }
                for (Edge edge : graph.get(e.node())) {
                    long d = e.distance() + edge.weight();
                    if (d < distance[edge.to()]) {
                        distance[edge.to()] = d;
                        queue.add(new Entry(edge.to(), d));
                    }
                }
            }
            same &= Arrays.equals(distance, all[source]);
            System.out.println(source + " " + Arrays.stream(distance).filter(d -> d < Integer.MAX_VALUE)
                .sum());
        }
        System.out.println(same);
    }
}
