// multianewarray: 1 to 5 dimensions, some left open, zero and negative lengths, element types, missing class.
public class BC_multianewarray {
    static int[][] two(int a, int b) {
        return new int[a][b];
    }

    static Object[][][] three(int a, int b, int c) {
        return new String[a][b][c];
    }

    static long[][][][] open(int a, int b) {
        return new long[a][b][][];
    }

    static void attempt(int a, int b, int c) {
        try {
            Object[][][] made = three(a, b, c);
            System.out.println(made.length + " " + (a > 0 ? made[a - 1].length + " "
                + (b > 0 ? made[0][b - 1].length : -1) : -1));
        } catch (NegativeArraySizeException e) {
            System.out.println("negative " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        int[][] a = two(3, 4);
        a[2][3] = 7;
        a[0][0] = 1;
        int sum = 0;
        for (int[] row : a) {
            for (int cell : row) {
                sum = sum * 2 + cell;
            }
        }
        System.out.println(sum + " " + a.getClass().getName() + " " + a[1].getClass().getName() + " "
            + (a[0] == a[1]));
        long[][][][] open = open(2, 3);
        System.out.println(open[1].length + " " + open[1][2] + " " + open.getClass().getName());
        Object[][][] texts = three(2, 2, 2);
        texts[1][1][1] = "x";
        System.out.println(texts[1][1][1] + " " + texts[0][1][1] + " " + texts[0].getClass().getName());
        for (int n : new int[] {0, 1, 2, -1}) {
            attempt(n, 2, 3);
            attempt(2, n, 3);
            attempt(2, 3, n);
            attempt(0, n, -5);
        }
        byte[][][][][] five = new byte[1][2][3][4][5];
        five[0][1][2][3][4] = -1;
        System.out.println(five[0][1][2][3][4] + five[0][1][2][3].length + " " + five.getClass().getName());
        ClassWriterLite w = new ClassWriterLite(49, "MultiCode");
        w.method("one", "(I)Ljava/lang/Object;").op("iload_0").multi("[I", 1).op("areturn");
        w.method("absent", "(I)Ljava/lang/Object;").op("iload_0 iload_0").multi("[[Lno/such/Element;", 2)
            .op("areturn");
        Class<?> code = w.define();
        System.out.println(((int[]) ClassWriterLite.call(code, "one", 6)).length);
        System.out.println(ClassWriterLite.outcome(code, "one", -6));
        System.out.println(ClassWriterLite.outcome(code, "absent", 1));
    }
}
