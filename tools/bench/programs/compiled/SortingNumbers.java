import java.util.Arrays;

/** Sorting of numbers: quicksort, heapsort, shell sort and counting sort of its own, and the library's. */
public class SortingNumbers {
    static void quick(int[] a, int low, int high) {
        while (low < high) {
            int pivot = a[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (a[i] < pivot) {
                    i++;
                }
                while (a[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int t = a[i];
                    a[i++] = a[j];
                    a[j--] = t;
                }
            }
            quick(a, low, j);
            low = i;
        }
    }

    static void sift(double[] a, int at, int end) {
        double value = a[at];
        for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && a[child + 1] > a[child]) {
                child++;
            }
            if (a[child] <= value) {
                break;
            }
            a[at] = a[child];
            at = child;
        }
        a[at] = value;
    }

    static void heap(double[] a) {
        for (int i = a.length / 2 - 1; i >= 0; i--) {
            sift(a, i, a.length);
        }
        for (int end = a.length - 1; end > 0; end--) {
            double t = a[0];
            a[0] = a[end];
            a[end] = t;
            sift(a, 0, end);
        }
    }

    static void shell(long[] a) {
        for (int gap = a.length / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11) {
            for (int i = gap; i < a.length; i++) {
                long value = a[i];
                int j = i;
                for (; j >= gap && a[j - gap] > value; j -= gap) {
                    a[j] = a[j - gap];
                }
                a[j] = value;
            }
        }
    }

    static void counting(byte[] a) {
        int[] counts = new int[256];
        for (byte b : a) {
            counts[b + 128]++;
        }
        for (int value = 0, at = 0; value < 256; value++) {
            for (int n = counts[value]; n > 0; n--) {
                a[at++] = (byte) (value - 128);
            }
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        double check = 0;
        int n = 5_000;
        for (int round = 0, seed = 1; round < size; round++) {
            int[] ints = new int[n];
            double[] doubles = new double[n];
            long[] longs = new long[n];
            byte[] bytes = new byte[n];
            for (int i = 0; i < n; i++) {
                seed = seed * 1_103_515_245 + 12_345;
                ints[i] = seed >>> 4;
                doubles[i] = seed * 0.37;
                longs[i] = (long) seed << 11;
                bytes[i] = (byte) (seed >>> 13);
            }
            int[] library = ints.clone();
            quick(ints, 0, n - 1);
            heap(doubles);
            shell(longs);
            counting(bytes);
            Arrays.sort(library);
            check += ints[round % n] + doubles[7] + longs[n / 2] + bytes[n / 3] + library[n - 1];
        }
        System.out.println("sorting numbers " + Double.doubleToLongBits(check));
    }
}
