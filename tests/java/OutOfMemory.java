// vmargs: -Xmx32m
// OutOfMemoryError is caught: large arrays, many objects, and the program goes on.
import java.util.ArrayList;
import java.util.List;

public class OutOfMemory {
    static Object keep;

    static class Node {
        Node next;
        long[] payload = new long[100];
    }

    interface Step {
        void run();
    }

    static void check(String name, Step step) {
        try {
            step.run();
            System.out.println(name + ": no error");
        } catch (OutOfMemoryError e) {
            keep = null;
            System.out.println(name + ": " + e);
        }
        keep = null;
    }

    public static void main(String[] args) {
        check("array", () -> keep = new byte[100 << 20]);
        check("limit", () -> keep = new int[Integer.MAX_VALUE]);
        check("grid", () -> keep = new long[1000][1000][100]);
        check("list", () -> {
            List<Object> list = new ArrayList<>();
            keep = list;
            while (true) {
                list.add(new byte[1 << 16]);
            }
        });
        check("chain", () -> {
            Node head = null;
            while (true) {
                Node n = new Node();
                n.next = head;
                head = n;
                keep = head;
            }
        });
        check("small", () -> keep = new byte[1 << 20]);
        check("garbage", () -> {
            for (int i = 0; i < 1000; i++) {
                keep = new byte[1 << 18];
            }
        });
        check("string", () -> keep = "x".repeat(64 << 20));
        long max = Runtime.getRuntime().maxMemory();
        System.out.println(max > 24 << 20 && max <= 32 << 20);
    }
}
