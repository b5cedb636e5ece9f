// Arrays: every element type, several dimensions, covariance, clone, length, default values, identity.
import java.util.Arrays;

public class ArrayBasics {
    public static void main(String[] args) {
        boolean[] z = new boolean[2];
        byte[] b = {1, -1};
        short[] s = {(short) 40000};
        char[] c = {'a', '\uffff'};
        int[] i = new int[3];
        long[] l = {1L << 40};
        float[] f = {1.5f, Float.NaN};
        double[] d = new double[1];
        Object[] o = new Object[1];
        z[1] = true;
        b[0] += 127;
        i[i.length - 1] = i[0]++ + ++i[1];
        System.out.println(Arrays.toString(z) + Arrays.toString(b) + Arrays.toString(s) + (int) c[1]
            + Arrays.toString(i) + Arrays.toString(l) + Arrays.toString(f) + Arrays.toString(d)
            + Arrays.toString(o));
        int[][] grid = new int[3][4];
        int[][] ragged = {{1}, {}, {1, 2, 3}, null};
        long[][][] cube = new long[2][][];
        cube[1] = new long[][] {{5}, {6, 7}};
        grid[2][3] = 9;
        System.out.println(Arrays.deepToString(grid) + Arrays.deepToString(ragged)
            + Arrays.deepToString(cube));
        Object[][][] deep = new String[2][3][4];
        System.out.println(deep.getClass().getName() + " " + deep[1].getClass().getName() + " "
            + deep[1][2].length + " "
            + deep[0][0][0] + " " + new int[2][0][7][0].getClass() + " " + new int[0][5].length);
        int[][] copy = grid.clone();
        copy[0] = new int[] {1};
        copy[1][1] = 5;
        System.out.println(grid[0].length + " " + grid[1][1] + " " + (copy[2] == grid[2]) + " "
            + b.clone().getClass() + " " + (b.clone() == b) + " " + Arrays.equals(b.clone(), b));
        Object[] covariant = new Integer[] {1, 2};
        Number[] numbers = (Number[]) covariant;
        System.out.println(numbers[1] + " " + (covariant instanceof Integer[]) + " " + covariant.getClass()
            .getSimpleName());
        for (Class<?> type : new Class<?>[] {z.getClass(), b.getClass(), s.getClass(), c.getClass(),
            i.getClass(),
            l.getClass(), f.getClass(), d.getClass(), o.getClass(), cube.getClass()}) {
            System.out.println(type.getName() + " " + type.getComponentType() + " " + type.getSuperclass()
                + " "
                + Arrays.toString(type.getInterfaces()) + " " + type.getModifiers() + " " + type.isArray());
        }
        int total = 0;
        for (int[] row : ragged) {
            if (row != null) {
                for (int v : row) {
                    total += v;
                }
            }
        }
        System.out.println(total + " " + o.equals(o) + " " + new int[0].equals(new int[0]) + " "
            + Arrays.hashCode(new int[] {1, 2}) + " " + Arrays.deepHashCode(new Object[] {new int[] {1},
            "x"}));
    }
}
