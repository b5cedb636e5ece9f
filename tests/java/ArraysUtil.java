// java.util.Arrays: sorting, searching, filling, comparing, copying, hashing, streams for all element types.
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

public class ArraysUtil {
    public static void main(String[] args) {
        Random r = new Random(5);
        int[] ints = r.ints(300, -1000, 1000).toArray();
        long[] longs = r.longs(300).toArray();
        double[] doubles = r.doubles(300).toArray();
        doubles[3] = Double.NaN;
        doubles[4] = -0.0;
        doubles[5] = 0.0;
        byte[] bytes = new byte[300];
        r.nextBytes(bytes);
        char[] chars = "the quick brown fox jumps".toCharArray();
        short[] shorts = {5, -1, 3, Short.MIN_VALUE};
        float[] floats = {2f, Float.NaN, -0f, 0f, -1f};
        Arrays.sort(ints);
        Arrays.sort(longs);
        Arrays.sort(doubles);
        Arrays.sort(bytes);
        Arrays.sort(chars, 4, 15);
        Arrays.sort(shorts);
        Arrays.sort(floats);
        System.out.println(ints[0] + " " + ints[150] + " " + ints[299] + " " + longs[150] + " " + doubles[0]
            + doubles[1] + doubles[299] + " "
            + bytes[150] + " " + new String(chars) + Arrays.toString(shorts) + Arrays.toString(floats));
        System.out.println(Arrays.binarySearch(ints, ints[77]) + " " + Arrays.binarySearch(shorts, (short) 4)
            + " "
            + Arrays.binarySearch(new String[] {"a", "c"}, "b") + " " + Arrays.binarySearch(doubles,
            Double.NaN));
        Arrays.fill(chars, 0, 3, '*');
        Arrays.setAll(shorts.length > 0 ? ints : null, i -> i * i % 7);
        System.out.println(new String(chars) + " " + Arrays.toString(Arrays.copyOf(ints, 10))
            + Arrays.copyOfRange(longs, 298, 302).length + Arrays.toString(Arrays.copyOf(new String[] {"x"},
            2)));
        System.out.println(Arrays.equals(new int[] {1, 2}, new int[] {1, 2}) + " "
            + Arrays.equals(new int[] {1, 2, 3}, 1, 3, new int[] {
            2, 3}, 0, 2) + " " + Arrays.compare(new byte[] {1, -1}, new byte[] {1, 1}) + " "
                + Arrays.compareUnsigned(new byte[] {1, -1},
                new byte[] {1, 1}) + " " + Arrays.mismatch("hello".toCharArray(), "help".toCharArray()) + " "
            + Arrays.mismatch(new long[] {1}, new long[] {1}) + " "
            + Arrays.equals(new double[] {Double.NaN}, new double[] {Double.NaN}));
        System.out.println(Arrays.hashCode(new long[] {1, 2}) + " " + Arrays.hashCode(new double[] {1.5})
            + " " + Arrays.hashCode(
            new Object[] {"a", null}) + " " + Arrays.hashCode((int[]) null) + " "
            + Arrays.hashCode(new boolean[] {true, false}) + " "
            + Arrays.deepToString(new Object[][] {{1, new int[] {2}}, null}) + " "
            + Arrays.toString((Object[]) null));
        Object[] self = {1, null};
        self[1] = self;
        System.out.println(Arrays.deepToString(self) + " " + Arrays.stream(ints).limit(3).sum() + " "
            + Arrays.asList(1, 2).set(0, 5));
        String[] words = "delta Alpha charlie Bravo".split(" ");
        Arrays.sort(words);
        System.out.print(Arrays.toString(words));
        Arrays.sort(words, String.CASE_INSENSITIVE_ORDER);
        System.out.print(Arrays.toString(words));
        Arrays.sort(words, Collections.reverseOrder());
        System.out.println(Arrays.toString(words));
        List<Integer> view = Arrays.asList(3, 1, 2);
        Collections.sort(view);
        System.out.println(view);
        int[] big = new Random(9).ints(20000, 0, 100000).toArray();
        Arrays.sort(big);
        long check = 0;
        for (int i = 0; i < big.length; i++) {
            check += (long) i * big[i];
        }
        System.out.println(check);
        for (Runnable bad : new Runnable[] {() -> Arrays.sort(ints, 5, 2), () -> Arrays.copyOf(ints, -1),
            () -> Arrays.fill(ints, 0, 999, 1),
            () -> Arrays.copyOfRange(ints, 500, 501), () -> Arrays.sort(new Object[] {1, "x"})}) {
            try {
                bad.run();
            } catch (RuntimeException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
    }
}
