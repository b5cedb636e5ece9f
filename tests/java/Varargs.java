// Variable argument lists: overload choice, null, arrays, primitives, boxing, empty lists.
import java.util.Arrays;

public class Varargs {
    static String f(Object... all) {
        return all == null ? "null" : "objects " + Arrays.toString(all);
    }

    static String g(int a, int... rest) {
        return a + "+" + Arrays.toString(rest);
    }

    static String h(int a) {
        return "int";
    }

    static String h(long a) {
        return "long";
    }

    static String h(Integer a) {
        return "Integer";
    }

    static String h(Object a) {
        return "Object";
    }

    static String h(int... a) {
        return "int...";
    }

    static long sum(long... values) {
        long sum = 0;
        for (long v : values) {
            sum += v;
        }
        return sum;
    }

    public static void main(String... args) {
        System.out.println(f() + f(1) + f(1, "a", null) + f((Object[]) null) + f((Object) null));
        System.out.println(f(new String[] {"x", "y"}) + f((Object) new String[] {"x"}.length)
            + f(new int[] {1}).substring(0, 12));
        System.out.println(g(1) + " " + g(1, 2) + " " + g(1, 2, 3) + " " + g(1, new int[] {4, 5}));
        byte b = 1;
        char c = 'c';
        System.out.println(h(b) + h(c) + h(1L) + h(Integer.valueOf(1)) + h(1.0f) + h() + h(1, 2) + h("s"));
        System.out.println(sum() + " " + sum(1, 'a', (short) 3) + " " + args.length + String.format("%s-%s",
            (Object[]) new
            String[] {"p", "q"}));
    }
}
