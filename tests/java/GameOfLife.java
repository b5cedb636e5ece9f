// Compute: a glider and a random field on a torus of booleans; the same with bits in longs.
public class GameOfLife {
    static boolean[][] step(boolean[][] g) {
        int h = g.length;
        int w = g[0].length;
        boolean[][] next = new boolean[h][w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int n = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        if ((dx | dy) != 0 && g[(y + dy + h) % h][(x + dx + w) % w]) {
                            n++;
                        }
                    }
                }
                next[y][x] = n == 3 || n == 2 && g[y][x];
            }
        }
        return next;
    }

    static long[] step(long[] g) {
        long[] next = new long[g.length];
        for (int y = 0; y < g.length; y++) {
            long one = 0;
            long two = 0;
            long four = 0;
            for (int dy = -1; dy <= 1; dy++) {
                long row = g[(y + dy + g.length) % g.length];
                long[] shifted = {Long.rotateLeft(row, 1), Long.rotateRight(row, 1), dy == 0 ? 0 : row};
                for (long s : shifted) {
                    long carry = one & s;
                    one ^= s;
                    four |= two & carry;
                    two ^= carry;
                }
            }
            next[y] = two & ~four & (one | g[y]);
        }
        return next;
    }

    public static void main(String[] args) {
        boolean[][] field = new boolean[24][64];
        long[] bits = new long[24];
        int seed = 42;
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 64; x++) {
                seed = seed * 1664525 + 1013904223;
                field[y][x] = seed >>> 30 == 0;
                bits[y] |= field[y][x] ? 1L << x : 0;
            }
        }
        for (int i = 0; i < 30; i++) {
            field = step(field);
            bits = step(bits);
        }
        int alive = 0;
        boolean same = true;
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 64; x++) {
                alive += field[y][x] ? 1 : 0;
                same &= field[y][x] == ((bits[y] >>> x & 1) == 1);
                out.append(field[y][x] ? '#' : '.');
            }
            out.append('\n');
        }
        System.out.print(out);
        System.out.println(alive + " " + same);
    }
}
