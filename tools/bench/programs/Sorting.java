import java.util.Arrays;
import java.util.Comparator;

/** A quicksort and a heap sort of its own, and the library's sorts with a comparator. */
public class Sorting {
    record Item(int key, String name) {
    }

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

    static int[] random(int n, int seed) {
        int[] a = new int[n];
        for (int i = 0; i < n; i++) {
            seed = seed * 1_103_515_245 + 12_345;
            a[i] = seed >>> 8;
        }
        return a;
    }

    public static void main(String[] args) {
        long check = 0;
        for (int round = 1; round <= 15; round++) {
            int[] own = random(60_000, round);
            int[] library = own.clone();
            quick(own, 0, own.length - 1);
            Arrays.sort(library);
            if (!Arrays.equals(own, library)) {
                throw new AssertionError("sorts differ");
            }
            Item[] items = new Item[8_000];
            for (int i = 0; i < items.length; i++) {
                items[i] = new Item(library[(i * 7_919) % library.length] % 1000, "n" + i % 100);
            }
            Arrays.sort(items, Comparator.comparingInt(Item::key).thenComparing(Item::name));
            check = check * 31 + own[round * 1000] + items[4_000].key() + items[7_999].name().hashCode();
        }
        System.out.println("sorting " + check);
    }
}
