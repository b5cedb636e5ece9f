/** Two-dimensional arrays of doubles: products, transposition, elimination. */
public class Matrices {
    static double[][] make(int n, int seed) {
        double[][] m = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                seed = seed * 1_103_515_245 + 12_345;
                m[i][j] = (seed >>> 16) % 100 / 10.0 + (i == j ? n * 10 : 0);
            }
        }
        return m;
    }

    static double[][] multiply(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a[i][k] * b[k][j];
                }
                c[i][j] = sum;
            }
        }
        return c;
    }

    static void transpose(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                double t = a[i][j];
                a[i][j] = a[j][i];
                a[j][i] = t;
            }
        }
    }

    static double determinant(double[][] a) {
        double result = 1;
        for (int i = 0; i < a.length; i++) {
            result *= a[i][i] / (a.length * 10);
            for (int j = i + 1; j < a.length; j++) {
                double factor = a[j][i] / a[i][i];
                for (int k = i; k < a.length; k++) {
                    a[j][k] -= factor * a[i][k];
                }
            }
        }
        return result;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        double check = 0;
        for (int round = 0; round < size; round++) {
            double[][] a = make(120, round);
            double[][] b = make(120, round + 77);
            double[][] c = multiply(a, b);
            transpose(c);
            check += c[round % 120][7] + determinant(a);
        }
        System.out.println("matrices " + Double.doubleToLongBits(check));
    }
}
