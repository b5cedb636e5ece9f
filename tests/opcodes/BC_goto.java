// goto: forwards and backwards; loops of every form, break and continue with labels, the end of a long if
// chain.
public class BC_goto {
    static int loops(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            if (i % 3 == 0) {
                continue;
            }
            int j = i;
            while (true) {
                sum += j;
                if (--j < 0) {
                    break;
                }
            }
            do {
                sum -= 2;
            } while (++j < 3);
        }
        return sum;
    }

    static String chain(int n) {
        String out;
        if (n < 0) {
            out = "negative";
        } else if (n == 0) {
            out = "zero";
        } else if (n < 10) {
            out = "small";
        } else {
            out = "large";
        }
        return out + (n > 5 ? "!" : "?");
    }

    static int labels(int[][] grid, int wanted) {
        int tries = 0;
        rows:
        for (int[] row : grid) {
            for (int cell : row) {
                tries++;
                if (cell < 0) {
                    continue rows;
                }
                if (cell == wanted) {
                    break rows;
                }
            }
        }
        return tries;
    }

    public static void main(String[] args) {
        System.out.println(loops(0) + " " + loops(1) + " " + loops(10) + " " + loops(1000));
        for (int n : new int[] {-1, 0, 1, 9, 10}) {
            System.out.println(chain(n));
        }
        int[][] grid = {{1, 2, -1, 3}, {4, 5}, {}, {6, -1, 7}, {8}};
        System.out.println(labels(grid, 1) + " " + labels(grid, 3) + " " + labels(grid, 5) + " "
            + labels(grid, 8));
        ClassWriterLite c = new ClassWriterLite(49, "GotoCode");
        c.method("zigzag", "(I)I").max(2, 1).jump("goto", "c").label("a").op("iconst_1 iadd").jump("goto",
            "d")
            .label("b").op("iconst_2 imul").jump("goto", "a").label("c").op("iload_0").jump("goto", "b")
            .label("d").op("ireturn");
        c.method("farthest", "(I)I").max(2, 1).op("iload_0").jump("goto", "over").pad(30000).label("over")
            .op("iconst_3 iadd ireturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "zigzag", 5) + " " + ClassWriterLite.call(code,
            "farthest", 5));
    }
}
