// newarray: arrays of the eight primitive types, zeroed, of length 0, 1 and many; a negative length throws.
public class BC_newarray {
    static Object make(int type, int n) {
        switch (type) {
            case 0: return new boolean[n];
            case 1: return new char[n];
            case 2: return new float[n];
            case 3: return new double[n];
            case 4: return new byte[n];
            case 5: return new short[n];
            case 6: return new int[n];
            default: return new long[n];
        }
    }

    static String ends(Object array) {
        int n = java.lang.reflect.Array.getLength(array);
        if (n == 0) {
            return "empty";
        }
        return java.lang.reflect.Array.get(array, 0).toString().trim() + ".."
            + java.lang.reflect.Array.get(array, n - 1).toString().trim();
    }

    public static void main(String[] args) {
        for (int type = 0; type < 8; type++) {
            for (int n : new int[] {0, 1, 7, 1000, 100000}) {
                Object array = make(type, n);
                System.out.println(array.getClass().getName() + " "
                    + java.lang.reflect.Array.getLength(array) + " " + ends(array));
            }
            for (int n : new int[] {-1, Integer.MIN_VALUE}) {
                try {
                    make(type, n);
                } catch (NegativeArraySizeException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
        int dirty = 0;
        for (int round = 0; round < 200; round++) {
            long[] a = new long[500];
            for (int i = 0; i < a.length; i++) {
                dirty |= a[i] != 0 ? 1 : 0;
                a[i] = -1;
            }
        }
        System.out.println(dirty);
    }
}
