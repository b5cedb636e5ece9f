// vmargs: -XX:CompileThreshold=200
// Methods of strings and arrays that a compiler has templates or C functions for: both coders, bounds with
// their texts and frames, overlapping copies, stores that are refused, and what is too long for one step.
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

public class IntrinsicText {
    static final String[] TEXTS = {"", "a", "hello", "hellp", "hello world, hello", "h\u00e9llo", "\u00ff",
        "h\u0142llo",
        "\u0142", "hello\u4e00world", "abcdefghijklmnopqrstuvwxyz0123456789",
            "abcdefghijklmnopqrstuvwxyz012345678\u0416"};

    static String caught(Supplier<?> body) {
        try {
            return "" + body.get();
        } catch (RuntimeException e) {
            StringBuilder out = new StringBuilder(e.getClass().getName()).append(": ").append(e.getMessage());
            for (StackTraceElement frame : e.getStackTrace()) {
                if (frame.getMethodName().startsWith("lambda")) {
                    break;
                }
                out.append("\n    ").append(frame.getClassName()).append('.').append(frame.getMethodName());
            }
            return out.toString();
        }
    }

    static int characters(String s) {
        int sum = s.length() + (s.isEmpty() ? 1 : 0);
        for (int i = 0; i < s.length(); i++) {
            sum = sum * 31 + s.charAt(i);
        }
        return sum;
    }

    static char charAt(String s, int i) {
        return s.charAt(i);
    }

    static int compare(String a, String b) {
        return (a.equals(b) ? 1 : 0) + a.compareTo(b) * 3 + (a.hashCode() == b.hashCode() ? 7 : 0)
            + a.compareToIgnoreCase(b) * 5 + (a.startsWith(b) ? 11 : 0) + (a.contentEquals(b) ? 13 : 0);
    }

    static int search(String a, String b) {
        return a.indexOf(b) + a.indexOf('l') * 3 + a.indexOf('o', 5) * 5 + a.lastIndexOf(b) * 7
            + a.indexOf(0x142) * 9
            + (a.contains(b) ? 11 : 0) + a.indexOf(b, 3) * 13;
    }

    static int convert(String s) {
        byte[] utf8 = s.getBytes(StandardCharsets.UTF_8), latin1 = s.getBytes(StandardCharsets.ISO_8859_1);
        byte[] ascii = s.getBytes(StandardCharsets.US_ASCII);
        char[] chars = s.toCharArray();
        char[] more = new char[chars.length + 3];
        s.getChars(0, s.length(), more, 2);
        return Arrays.hashCode(utf8) + Arrays.hashCode(latin1) * 3 + Arrays.hashCode(ascii) * 5
            + Arrays.hashCode(more)
            + new String(utf8, StandardCharsets.UTF_8).hashCode() * 7 + new String(chars).hashCode() * 11
            + new StringBuilder(s).append('x').append('\u0416').append(s).reverse().toString().hashCode()
            + (new String(latin1, StandardCharsets.ISO_8859_1).equals(s) ? 1 : 0);
    }

    static int arrays(int k) {
        byte[] a = new byte[k], b = new byte[k];
        char[] c = new char[k], d = new char[k];
        int[] e = new int[k], f = new int[k];
        double[] g = new double[k], h = new double[k];
        if (k > 0) {
            b[k - 1] = 1;
            d[k / 2] = 1;
            f[k / 3] = 1;
            g[k - 1] = Double.NaN;
            h[k - 1] = Double.NaN;
        }
        return Arrays.mismatch(a, b) + Arrays.mismatch(c, d) * 3 + Arrays.mismatch(e, f) * 5
            + Arrays.mismatch(g, h) * 7
            + Arrays.mismatch(a, a.clone()) * 11 + (Arrays.equals(a, b) ? 1 : 0)
            + (Arrays.equals(c, d) ? 2 : 0)
            + (Arrays.equals(e, f) ? 4 : 0) + (Arrays.equals(g, h) ? 8 : 0)
            + (Arrays.equals(a, new byte[k]) ? 16 : 0)
            + Arrays.compare(a, b) * 13 + (Arrays.equals(a, (byte[]) null) ? 1 : 0);
    }

    static void copy(Object from, int i, Object to, int k, int count) {
        System.arraycopy(from, i, to, k, count);
    }

    static String tryCopy(Object from, int i, Object to, int k, int count) {
        return caught(() -> {
            copy(from, i, to, k, count);
            return "ok";
        });
    }

    static int copies() {
        byte[] bytes = "overlapping copies".getBytes(StandardCharsets.ISO_8859_1);
        copy(bytes, 0, bytes, 3, 10);
        copy(bytes, 5, bytes, 1, 12);
        copy(bytes, bytes.length, bytes, 0, 0);
        int[] ints = {1, 2, 3, 4, 5, 6, 7};
        copy(ints, 0, ints, 2, 5);
        long[] longs = {1, 2, 3, 4};
        copy(longs, 1, longs, 0, 3);
        Object[] objects = {"a", "b", "c", "d", 5};
        copy(objects, 0, objects, 1, 3);
        copy(objects, 2, objects, 0, 2);
        String[] strings = new String[3];
        copy(strings, 0, objects, 3, 2);
        copy(new String[] {"x", "y"}, 0, strings, 1, 2);
        return Arrays.hashCode(bytes) + Arrays.hashCode(ints) * 3 + Arrays.hashCode(longs) * 5
            + Arrays.hashCode(objects) * 7
            + Arrays.hashCode(strings) * 11;
    }

    static void print() {
        byte[] b = new byte[10];
        Object[] mixed = {"a", "b", 3, "d"};
        String[] strings = new String[4];
        System.out.println(caught(() -> charAt("hello", 5)));
        System.out.println(caught(() -> charAt("hello", -1)));
        System.out.println(caught(() -> charAt("h\u0142llo", 5)));
        System.out.println(caught(() -> charAt(null, 0)));
        System.out.println(caught(() -> compare("a", null)));
        System.out.println(tryCopy(null, 0, b, 0, 1));
        System.out.println(tryCopy(b, 0, null, 0, 1));
        System.out.println(tryCopy(b, -1, b, 0, 1));
        System.out.println(tryCopy(b, 0, b, -1, 1));
        System.out.println(tryCopy(b, 0, b, 0, -1));
        System.out.println(tryCopy(b, 5, b, 0, 6));
        System.out.println(tryCopy(b, 0, b, 5, 6));
        System.out.println(tryCopy(b, Integer.MAX_VALUE, b, 1, Integer.MAX_VALUE));
        System.out.println(tryCopy(b, 0, new char[4], 0, 1));
        System.out.println(tryCopy("text", 0, b, 0, 1));
        System.out.println(tryCopy(mixed, 0, b, 0, 1));
        System.out.println(tryCopy(mixed, 0, strings, 0, 4) + Arrays.toString(strings));
        System.out.println(tryCopy(mixed, 0, new Integer[4], 1, 3));
    }

    static int round() {
        int sum = copies();
        for (String a : TEXTS) {
            sum = sum * 31 + characters(a) + convert(a);
            for (String b : TEXTS) {
                sum = sum * 31 + compare(a, b) + search(a, b);
            }
        }
        for (int k = 0; k < 20; k++) {
            sum = sum * 31 + arrays(k);
        }
        return sum;
    }

    static int large() {
        char[] chars = new char[300_000];
        Arrays.fill(chars, 'q');
        String latin1 = new String(chars), same = new String(chars) + "z";
        chars[200_000] = '\u0416';
        String utf16 = new String(chars);
        byte[] bytes = new byte[200_000];
        copy(latin1.getBytes(StandardCharsets.UTF_8), 1, bytes, 0, 199_999);
        return compare(latin1, same) + compare(latin1, utf16) * 3 + search(same, "qz")
            + utf16.indexOf(0x416) + convert(utf16)
            + Arrays.hashCode(bytes) + Arrays.mismatch(chars, same.toCharArray())
            + (latin1.equals(new String(latin1)) ? 1 : 0);
    }

    public static void main(String[] args) {
        print();
        int first = round(), sum = 0;
        for (int i = 0; i < 400; i++) {
            int again = round();
            if (again != first) {
                System.out.println("round " + i + " differs");
            }
            sum += again;
        }
        System.out.println(first + " " + sum + " " + large());
        for (int i = 0; i < 20; i++) {
            sum += large();
        }
        System.out.println(sum);
        print();
    }
}
