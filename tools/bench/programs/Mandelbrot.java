/** Doubles in locals, comparisons, float and int conversions. */
public class Mandelbrot {
    static int escape(double cr, double ci, int limit) {
        double zr = 0;
        double zi = 0;
        int n = 0;
        while (n < limit && zr * zr + zi * zi <= 4.0) {
            double next = zr * zr - zi * zi + cr;
            zi = 2 * zr * zi + ci;
            zr = next;
            n++;
        }
        return n;
    }

    public static void main(String[] args) {
        int size = 1500;
        long check = 0;
        float mean = 0;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int n = escape(3.0 * x / size - 2.2, 2.6 * y / size - 1.3, 120);
                check = check * 31 + n;
                mean += (float) n / size;
            }
        }
        System.out.println("mandelbrot " + check + " " + mean + " " + (int) mean);
    }
}
