// vmargs: -Xmx24m
// A heap filled to the last object ends in OutOfMemoryError soon, not in a collection for each last object.
public class FullHeap {
    static Object[] fill() {
        Object[] first = null;
        Object[] last = null;
        int length = 1 << 20;
        while (length > 0) {
            try {
                Object[] array = new Object[length];
                if (first == null) {
                    first = array;
                } else {
                    last[0] = array;
                }
                last = array;
            } catch (OutOfMemoryError e) {
                length >>>= 1;
            }
        }
        return first;
    }

    static boolean fits(int bytes) {
        try {
            return new byte[bytes].length == bytes;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** What filled the heap is gone as soon as nothing refers to it: half of the heap is free at once. */
    static int refusals() {
        int refusals = 0;
        for (int round = 0; round < 10; round++) {
            Object[] head = null;
            try {
                while (true) {
                    Object[] next = new Object[500];
                    next[0] = head;
                    head = next;
                }
            } catch (OutOfMemoryError e) {
                head = null;
            }
            refusals += fits(10 << 20) ? 0 : 1;
            for (int i = 0; i < 50; i++) {
                refusals += fits(1 << 20) ? 0 : 1;
            }
        }
        return refusals;
    }

    public static void main(String[] args) {
        System.out.println(refusals() + " refusals");
        for (int i = 0; i < 3; i++) {
            Object[] all = fill();
            boolean filled = all != null;
            all = null;
            System.out.println(filled);
        }
    }
}
