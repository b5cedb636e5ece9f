// vmargs: -Xmx64m
// Much garbage of all shapes with a live set that must stay whole: lists, maps, arrays, strings, threads.
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class GarbageCollection {
    static class Node {
        Node left;
        Node right;
        final int value;
        final byte[] weight;

        Node(int value) {
            this.value = value;
            weight = new byte[value % 50];
        }
    }

    static Node build(int depth, int value) {
        Node n = new Node(value);
        if (depth > 0) {
            n.left = build(depth - 1, value * 2 % 10007);
            n.right = build(depth - 1, value * 3 % 10007);
        }
        return n;
    }

    static long sum(Node n) {
        return n == null ? 0 : n.value + n.weight.length + sum(n.left) + sum(n.right);
    }

    public static void main(String[] args) throws Exception {
        Node live = build(12, 1);
        long expected = sum(live);
        Map<String, int[]> map = new HashMap<>();
        List<Object> ring = new ArrayList<>();
        boolean good = true;
        for (int i = 0; i < 60; i++) {
            build(9, i);
            byte[] large = new byte[1 << 20];
            large[i] = 1;
            map.put("key" + i % 20, new int[] {i, i * i});
            ring.add(new Object[] {"s" + i, large, ring});
            if (ring.size() > 10) {
                ring.remove(0);
            }
            StringBuilder b = new StringBuilder();
            for (int k = 0; k < 1000; k++) {
                b.append(k);
            }
            good &= b.length() == 2890 && sum(live) == expected;
        }
        Thread[] threads = new Thread[3];
        long[] results = new long[3];
        for (int t = 0; t < 3; t++) {
            int n = t;
            threads[t] = new Thread(() -> {
                Node own = build(8, n + 5);
                long before = sum(own);
                for (int i = 0; i < 20; i++) {
                    build(8, i);
                }
                results[n] = sum(own) - before;
            });
            threads[t].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.gc();
        System.out.println(good + " " + sum(live) + " " + map.size() + " " + map.get("key7")[1] + " "
            + ring.size() + " " + results[0]
            + results[1] + results[2]);
    }
}
