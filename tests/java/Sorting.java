// Compute: quick, merge, heap, shell, radix and insertion sort on several inputs.
import java.util.Arrays;
import java.util.function.Consumer;

public class Sorting {
    static void quick(int[] a, int lo, int hi) {
        while (lo < hi) {
            int p = a[lo + hi >>> 1];
            int i = lo;
            int j = hi;
            while (i <= j) {
                while (a[i] < p) {
                    i++;
                }
                while (a[j] > p) {
                    j--;
                }
                if (i <= j) {
                    int t = a[i];
                    a[i++] = a[j];
                    a[j--] = t;
                }
            }
            if (j - lo < hi - i) {
                quick(a, lo, j);
                lo = i;
            } else {
                quick(a, i, hi);
                hi = j;
            }
        }
    }

    static void merge(int[] a, int[] t, int lo, int hi) {
        if (hi - lo < 2) {
            return;
        }
        int mid = lo + hi >>> 1;
        merge(a, t, lo, mid);
        merge(a, t, mid, hi);
        for (int i = lo, j = mid, k = lo; k < hi; k++) {
            t[k] = j >= hi || i < mid && a[i] <= a[j] ? a[i++] : a[j++];
        }
        System.arraycopy(t, lo, a, lo, hi - lo);
    }

    static void heap(int[] a) {
        for (int i = a.length / 2 - 1; i >= 0; i--) {
            sift(a, i, a.length);
        }
        for (int n = a.length - 1; n > 0; n--) {
            int t = a[0];
            a[0] = a[n];
            a[n] = t;
            sift(a, 0, n);
        }
    }

    static void sift(int[] a, int i, int n) {
        int v = a[i];
        for (int c; (c = 2 * i + 1) < n; i = c) {
            if (c + 1 < n && a[c + 1] > a[c]) {
                c++;
            }
            if (a[c] <= v) {
                break;
            }
            a[i] = a[c];
        }
        a[i] = v;
    }

    static void shell(int[] a) {
        for (int gap = a.length / 2; gap > 0; gap /= 2) {
            for (int i = gap; i < a.length; i++) {
                int v = a[i];
                int j = i;
                for (; j >= gap && a[j - gap] > v; j -= gap) {
                    a[j] = a[j - gap];
                }
                a[j] = v;
            }
        }
    }

    static void radix(int[] a) {
        int[] t = new int[a.length];
        for (int shift = 0; shift < 32; shift += 8) {
            int[] count = new int[257];
            for (int v : a) {
                count[((v ^ 0x80000000) >>> shift & 0xff) + 1]++;
            }
            for (int i = 0; i < 256; i++) {
                count[i + 1] += count[i];
            }
            for (int v : a) {
                t[count[(v ^ 0x80000000) >>> shift & 0xff]++] = v;
            }
            System.arraycopy(t, 0, a, 0, a.length);
        }
    }

    public static void main(String[] args) {
        int n = 3000;
        int[][] inputs = new int[4][n];
        long seed = 7;
        for (int i = 0; i < n; i++) {
            seed = seed * 25214903917L + 11 & (1L << 48) - 1;
            inputs[0][i] = (int) (seed >>> 16);
            inputs[1][i] = i;
            inputs[2][i] = -i;
            inputs[3][i] = (int) (seed >>> 40) % 10;
        }
        String[] names = {"quick", "merge", "heap", "shell", "radix", "library"};
        for (int[] in : inputs) {
            int[] want = in.clone();
            Arrays.sort(want);
            for (String name : names) {
                int[] a = in.clone();
                Consumer<int[]> sort = switch (name) {
                    case "quick" -> x -> quick(x, 0, x.length - 1);
                    case "merge" -> x -> merge(x, new int[x.length], 0, x.length);
                    case "heap" -> Sorting::heap;
                    case "shell" -> Sorting::shell;
                    case "radix" -> Sorting::radix;
                    default -> Arrays::sort;
                };
                sort.accept(a);
                System.out.print(name + " " + Arrays.equals(a, want) + " ");
            }
            System.out.println(want[0] + " " + want[n / 2] + " " + Arrays.hashCode(want));
        }
    }
}
