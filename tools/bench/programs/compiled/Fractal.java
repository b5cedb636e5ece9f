/** Double arithmetic in locals, and conversions: a fractal, and a numerical integral. */
public class Fractal {
    static int escape(double cx, double cy, int limit) {
        double x = 0;
        double y = 0;
        int n = 0;
        while (n < limit && x * x + y * y < 4) {
            double next = x * x - y * y + cx;
            y = 2 * x * y + cy;
            x = next;
            n++;
        }
        return n;
    }

    static float integrate(int steps) {
        float sum = 0;
        for (int i = 0; i < steps; i++) {
            float t = (i + 0.5f) / steps;
            sum += 4 / (1 + t * t);
        }
        return sum / steps;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long check = 0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < 300; column++) {
                check += escape(column / 100.0 - 2, 2.0 * row / size - 1, 200);
            }
            check += (long) (integrate(1000) * 1000);
        }
        System.out.println("fractal " + check);
    }
}
