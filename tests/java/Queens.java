// Compute: N queens by recursion with arrays and with bits, knight's moves, permutations and subsets.
import java.util.ArrayList;
import java.util.List;

public class Queens {
    static int solutions;

    static void place(int[] rows, int col) {
        if (col == rows.length) {
            solutions++;
            return;
        }
        for (int r = 0; r < rows.length; r++) {
            boolean free = true;
            for (int c = 0; c < col && free; c++) {
                free = rows[c] != r && Math.abs(rows[c] - r) != col - c;
            }
            if (free) {
                rows[col] = r;
                place(rows, col + 1);
            }
        }
    }

    static int bits(int n, int cols, int left, int right) {
        int all = (1 << n) - 1;
        if (cols == all) {
            return 1;
        }
        int count = 0;
        for (int free = all & ~(cols | left | right); free != 0;) {
            int bit = free & -free;
            free ^= bit;
            count += bits(n, cols | bit, (left | bit) << 1, (right | bit) >> 1);
        }
        return count;
    }

    static void permute(List<Character> taken, String rest, List<String> out) {
        if (rest.isEmpty()) {
            StringBuilder b = new StringBuilder();
            taken.forEach(b::append);
            out.add(b.toString());
        }
        for (int i = 0; i < rest.length(); i++) {
            taken.add(rest.charAt(i));
            permute(taken, rest.substring(0, i) + rest.substring(i + 1), out);
            taken.remove(taken.size() - 1);
        }
    }

    static long hanoi(int n, int from, int to, int via, int[] pegs) {
        if (n == 0) {
            return 0;
        }
        long moves = hanoi(n - 1, from, via, to, pegs);
        pegs[from]--;
        pegs[to]++;
        return moves + 1 + hanoi(n - 1, via, to, from, pegs);
    }

    public static void main(String[] args) {
        place(new int[7], 0);
        System.out.println(solutions + " " + bits(8, 0, 0, 0) + " " + bits(9, 0, 0, 0));
        List<String> all = new ArrayList<>();
        permute(new ArrayList<>(), "abcde", all);
        System.out.println(all.size() + " " + all.get(0) + " " + all.get(77) + " " + all.get(119));
        int[] pegs = {12, 0, 0};
        System.out.println(hanoi(12, 0, 2, 1, pegs) + " " + pegs[0] + pegs[1] + pegs[2]);
        long[] dp = new long[101];
        dp[0] = 1;
        for (int coin : new int[] {1, 5, 10, 25, 50}) {
            for (int i = coin; i <= 100; i++) {
                dp[i] += dp[i - coin];
            }
        }
        System.out.println(dp[100]);
        String a = "kitten sitting on the mitten";
        String b = "sitting kitten in the kitchen";
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1,
                    d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            }
        }
        System.out.println(d[a.length()][b.length()]);
    }
}
