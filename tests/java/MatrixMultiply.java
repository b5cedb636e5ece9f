// Compute: matrices of int, long, float and double; transposition, powers, determinant.
public class MatrixMultiply {
    static double[][] multiply(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][b[0].length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < b.length; k++) {
                double v = a[i][k];
                for (int j = 0; j < b[0].length; j++) {
                    c[i][j] += v * b[k][j];
                }
            }
        }
        return c;
    }

    static long[][] multiply(long[][] a, long[][] b, long mod) {
        int n = a.length;
        long[][] c = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                long sum = 0;
                for (int k = 0; k < n; k++) {
                    sum = (sum + a[i][k] * b[k][j]) % mod;
                }
                c[i][j] = sum;
            }
        }
        return c;
    }

    static double determinant(double[][] m) {
        int n = m.length;
        double det = 1;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int r = c + 1; r < n; r++) {
                if (Math.abs(m[r][c]) > Math.abs(m[pivot][c])) {
                    pivot = r;
                }
            }
            if (pivot != c) {
                double[] t = m[c];
                m[c] = m[pivot];
                m[pivot] = t;
                det = -det;
            }
            det *= m[c][c];
            for (int r = c + 1; r < n; r++) {
                double f = m[r][c] / m[c][c];
                for (int k = c; k < n; k++) {
                    m[r][k] -= f * m[c][k];
                }
            }
        }
        return det;
    }

    public static void main(String[] args) {
        int n = 60;
        double[][] a = new double[n][n];
        double[][] b = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = (i * 31 + j * 17) % 13 - 6;
                b[i][j] = 1.0 / (i + j + 1);
            }
        }
        double[][] c = multiply(a, b);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += c[i][i];
        }
        System.out.println(trace + " " + c[7][9] + " " + multiply(c, a)[3][4]);
        long[][] power = {{1, 1}, {1, 0}};
        long[][] result = {{1, 0}, {0, 1}};
        for (long e = 1_000_000_000_000L; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = multiply(result, power, 1_000_000_007);
            }
            power = multiply(power, power, 1_000_000_007);
        }
        System.out.println(result[0][1]);
        double[][] m = {{2, -1, 0}, {1, 3, 2}, {0, 5, -4}};
        System.out.println(determinant(m));
        int[][] spiral = new int[6][7];
        int value = 0;
        for (int ring = 0; ring < 3; ring++) {
            for (int j = ring; j < 7 - ring; j++) {
                spiral[ring][j] = value++;
            }
            for (int i = ring + 1; i < 6 - ring; i++) {
                spiral[i][6 - ring] = value++;
            }
            for (int j = 5 - ring; j >= ring; j--) {
                spiral[5 - ring][j] = value++;
            }
            for (int i = 4 - ring; i > ring; i--) {
                spiral[i][ring] = value++;
            }
        }
        System.out.println(java.util.Arrays.deepToString(spiral));
    }
}
