// System.arraycopy of a few bytes: every count and place, overlapping, refused; of known arrays and texts.
import java.util.Arrays;

public class SmallCopies {
    static final byte[] KNOWN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    static final String EMPTY = "", WORD = "hello", LONGER = "a text of more than sixteen";
    static final String WIDE = "h\u00e9\u4f60";
    static long sum;

    static byte[] numbers(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + 1);
        }
        return bytes;
    }

    static void copy(Object from, int fromIndex, Object to, int toIndex, int count) {
        System.arraycopy(from, fromIndex, to, toIndex, count);
    }

    static void add(byte[] bytes) {
        for (byte b : bytes) {
            sum = sum * 31 + b;
        }
    }

    static void all() {
        for (int count = 0; count <= 20; count++) {
            for (int from = 0; from <= 3; from++) {
                for (int to = 0; to <= 20; to += 4) {
                    byte[] same = numbers(40);
                    copy(same, from, same, to, count);
                    add(same);
                    byte[] other = new byte[41];
                    copy(same, from, other, to, count);
                    add(other);
                }
            }
        }
    }

    static String refusal(Object from, int fromIndex, Object to, int toIndex, int count) {
        try {
            copy(from, fromIndex, to, toIndex, count);
            return "copied";
        } catch (RuntimeException e) {
            return e.getClass().getName() + ": " + e.getMessage();
        }
    }

    static void refused() {
        byte[] five = numbers(5);
        int[][] cases = {{-1, 0, 1}, {0, -1, 1}, {0, 0, -1}, {0, 0, 6}, {5, 0, 1}, {0, 5, 1}, {3, 0, 3},
            {0, 3, 3}, {5, 5, 0}, {6, 0, 0}, {0, 6, 0}, {Integer.MAX_VALUE, 0, 1},
            {0, Integer.MAX_VALUE, 16}, {4, 4, 1}};
        for (int[] c : cases) {
            System.out.println(refusal(five, c[0], numbers(5), c[1], c[2]));
        }
        System.out.println(refusal(null, 0, five, 0, 1) + " " + refusal(five, 0, null, 0, 1));
        System.out.println(refusal(five, 0, new char[5], 0, 1));
        System.out.println(refusal(five, 0, new boolean[5], 0, 1));
        System.out.println(refusal("text", 0, five, 0, 1));
        System.out.println(refusal(new boolean[5], 0, new boolean[5], 1, 4));
    }

    /* The array is known, what it contains is not. */
    static void known(byte[] to, int at) {
        System.arraycopy(KNOWN, 0, to, at, 1);
        System.arraycopy(KNOWN, 1, to, at, 2);
        add(to);
        System.arraycopy(KNOWN, 2, to, at, 3);
        add(to);
        System.arraycopy(KNOWN, 3, to, at, 4);
        System.arraycopy(KNOWN, 4, to, at, 7);
        add(to);
        System.arraycopy(KNOWN, 5, to, at, 8);
        System.arraycopy(KNOWN, 0, to, at, 13);
        add(to);
        System.arraycopy(KNOWN, 4, to, at, 16);
        add(to);
        System.arraycopy(KNOWN, 3, to, at, 17);
        add(to);
    }

    static String knownRefusal(Object to, int at) {
        try {
            System.arraycopy(KNOWN, 0, to, at, 12);
            return "copied";
        } catch (RuntimeException e) {
            return e.getClass().getName() + ": " + e.getMessage();
        }
    }

    static void overlapping() {
        byte[] before = KNOWN.clone();
        System.arraycopy(KNOWN, 0, KNOWN, 3, 12);
        add(KNOWN);
        System.arraycopy(KNOWN, 3, KNOWN, 0, 3);
        add(KNOWN);
        copy(before, 0, KNOWN, 0, before.length);
        KNOWN[0]++;
    }

    static int texts(int i) {
        String s = WORD + i + EMPTY + WIDE + i + LONGER + 'c';
        int length = WORD.length() + EMPTY.length() * 2 + WIDE.length() * 3 + LONGER.length();
        int kinds = (WORD.isEmpty() ? 1 : 0) + (EMPTY.isEmpty() ? 2 : 0) + (WIDE.isEmpty() ? 4 : 0);
        return s.hashCode() + length + kinds + ("<" + i + ">").hashCode() + (WORD + LONGER + i).length();
    }

    public static void main(String[] args) {
        for (int i = 0; i < 10; i++) {
            all();
            overlapping();
        }
        System.out.println(sum);
        for (int i = 0; i < 2000; i++) {
            known(new byte[40], i % 21);
            sum += texts(i - 1000);
        }
        System.out.println(sum + " " + Arrays.toString(KNOWN));
        for (int i = 0; i < 3; i++) {
            refused();
            System.out.println(knownRefusal(new byte[11], 0) + " " + knownRefusal(new byte[40], 29));
            System.out.println(knownRefusal(new byte[40], -1) + " " + knownRefusal(null, 0));
            System.out.println(knownRefusal(new int[40], 0) + " " + knownRefusal(WORD, 0));
            System.out.println(knownRefusal(new byte[40], 28) + " " + knownRefusal(new byte[12], 0));
        }
    }
}
