// System.arraycopy: overlap, all types, bounds, wrong types, partial copies up to the failing element.
import java.util.Arrays;

public class ArrayCopy {
    interface Step {
        void run();
    }

    static void show(Step step) {
        try {
            step.run();
            System.out.println("ok");
        } catch (RuntimeException e) {
            System.out.println(e);
        }
    }

    public static void main(String[] args) {
        int[] a = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        System.arraycopy(a, 0, a, 2, 6);
        System.out.println(Arrays.toString(a));
        System.arraycopy(a, 4, a, 1, 6);
        System.out.println(Arrays.toString(a));
        byte[] bytes = "overlapping".getBytes();
        System.arraycopy(bytes, 0, bytes, 1, 10);
        System.out.println(new String(bytes));
        System.arraycopy(bytes, 3, bytes, 0, 8);
        System.out.println(new String(bytes));
        long[] longs = {1, 2, 3};
        System.arraycopy(longs, 0, longs, 0, 3);
        double[] doubles = new double[4];
        System.arraycopy(new double[] {1.5, 2.5}, 0, doubles, 2, 2);
        char[] chars = new char[3];
        System.arraycopy("xyz".toCharArray(), 1, chars, 0, 2);
        boolean[] flags = new boolean[3];
        System.arraycopy(new boolean[] {true}, 0, flags, 2, 1);
        short[] shorts = {1, 2, 3, 4};
        System.arraycopy(shorts, 1, shorts, 0, 3);
        System.out.println(Arrays.toString(longs) + Arrays.toString(doubles) + new String(chars, 0, 2)
            + Arrays.toString(flags) + Arrays.toString(shorts));
        Object[] objects = {"a", "b", 3, "d"};
        String[] strings = new String[4];
        show(() -> System.arraycopy(objects, 0, strings, 0, 4));
        System.out.println(Arrays.toString(strings));
        show(() -> System.arraycopy(strings, 0, objects, 1, 3));
        System.out.println(Arrays.toString(objects));
        show(() -> System.arraycopy(a, 0, longs, 0, 1));
        show(() -> System.arraycopy(a, 0, objects, 0, 1));
        show(() -> System.arraycopy("text", 0, a, 0, 1));
        show(() -> System.arraycopy(a, 0, "text", 0, 1));
        show(() -> System.arraycopy(null, 0, a, 0, 1));
        show(() -> System.arraycopy(a, -1, a, 0, 1));
        show(() -> System.arraycopy(a, 0, a, -1, 1));
        show(() -> System.arraycopy(a, 0, a, 0, -1));
        show(() -> System.arraycopy(a, 5, a, 0, 6));
        show(() -> System.arraycopy(a, 0, a, 5, 6));
        show(() -> System.arraycopy(a, Integer.MAX_VALUE, a, 0, 1));
        show(() -> System.arraycopy(a, 1, a, 0, Integer.MAX_VALUE));
        show(() -> System.arraycopy(objects, 3, objects, 0, 2));
        show(() -> System.arraycopy(a, 10, a, 10, 0));
        show(() -> System.arraycopy(new Integer[1], 0, strings, 0, 0));
        show(() -> System.arraycopy(new int[1][], 0, new Object[1], 0, 1));
        show(() -> System.arraycopy(new Integer[] {1}, 0, strings, 0, 1));
    }
}
