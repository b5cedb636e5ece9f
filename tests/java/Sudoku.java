// Compute: a backtracking solver with bit masks.
public class Sudoku {
    static final int[] CELLS = new int[81];
    static final int[] ROWS = new int[9];
    static final int[] COLS = new int[9];
    static final int[] BOXES = new int[9];
    static int tries;

    static boolean solve() {
        int best = -1;
        int bestMask = 0;
        int fewest = 10;
        for (int i = 0; i < 81; i++) {
            if (CELLS[i] == 0) {
                int mask = ~(ROWS[i / 9] | COLS[i % 9] | BOXES[i / 27 * 3 + i % 9 / 3]) & 0x3fe;
                int n = Integer.bitCount(mask);
                if (n < fewest) {
                    fewest = n;
                    best = i;
                    bestMask = mask;
                }
            }
        }
        if (best < 0) {
            return true;
        }
        for (int d = 1; d <= 9; d++) {
            if ((bestMask & 1 << d) != 0) {
                tries++;
                flip(best, d);
                CELLS[best] = d;
                if (solve()) {
                    return true;
                }
                CELLS[best] = 0;
                flip(best, d);
            }
        }
        return false;
    }

    static void flip(int cell, int digit) {
        ROWS[cell / 9] ^= 1 << digit;
        COLS[cell % 9] ^= 1 << digit;
        BOXES[cell / 27 * 3 + cell % 9 / 3] ^= 1 << digit;
    }

    public static void main(String[] args) {
        String puzzle = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..";
        for (int i = 0; i < 81; i++) {
            if (puzzle.charAt(i) != '.') {
                CELLS[i] = puzzle.charAt(i) - '0';
                flip(i, CELLS[i]);
            }
        }
        System.out.println(solve() + " " + tries);
        for (int r = 0; r < 9; r++) {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < 9; c++) {
                row.append(CELLS[r * 9 + c]);
            }
            System.out.println(row);
        }
    }
}
