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

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            Object[] all = fill();
            boolean filled = all != null;
            all = null;
            System.out.println(filled);
        }
    }
}
