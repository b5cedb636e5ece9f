// ifnull: jumps when a reference is null; forwards and backwards.
public class BC_ifnull {
    static final class Node {
        Node next;
    }

    static int forward(Object a) {
        if (a != null) {
            return 1;
        }
        return 2;
    }

    static boolean value(Object a) {
        return a != null;
    }

    static int length(Node n) {
        int length = 0;
        while (n != null) {
            n = n.next;
            length++;
        }
        return length;
    }

    static int skip(Object[] all) {
        int i = 0;
        Object now;
        do {
            now = all[i++];
        } while (now == null && i < all.length);
        return i;
    }

    static String first(Object a, Object b, Object c) {
        return a != null && b != null ? "both" : b == null || c != null ? "one" : "none";
    }

    public static void main(String[] args) {
        Object[] values = {null, "text", new int[0], new Object[1][], 1, null};
        for (Object v : values) {
            System.out.println(forward(v) + " " + value(v) + " " + first(v, null, v) + " " + first(v, v, null)
                + " " + first("x", v, v));
        }
        Node list = null;
        for (int i = 0; i < 5; i++) {
            Node n = new Node();
            n.next = list;
            list = n;
            System.out.println(length(list));
        }
        System.out.println(length(null) + " " + skip(values) + " " + skip(new Object[4]) + " "
            + skip(new Object[] {1, 2}));
    }
}
