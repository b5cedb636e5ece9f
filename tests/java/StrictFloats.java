// strictfp classes and methods, float and double expression evaluation, accumulation, fused and split forms.
public strictfp class StrictFloats {
    static double polynomial(double x) {
        return ((((x * 0.1 + 0.7) * x - 1.3) * x + 2.9) * x - 0.001) * x + 1e-9;
    }

    strictfp float product(float a, float b, float c) {
        return a * b * c + a / b - c % a;
    }

    public static void main(String[] args) {
        StringBuilder out = new StringBuilder();
        for (double x = -3; x < 3; x += 0.37) {
            out.append(Double.toHexString(polynomial(x))).append(' ');
        }
        System.out.println(out);
        StrictFloats s = new StrictFloats();
        float f = 1.1f;
        for (int i = 0; i < 50; i++) {
            f = s.product(f, 1.7f + i, -0.3f) % 1000f + 0.01f;
        }
        System.out.println(f + " " + Float.toHexString(f));
        double up = 1e308 * 10 / 10;
        double down = 5e-324 / 2 * 2;
        float mixed = 16777216f + 1;
        System.out.println(up + " " + down + " " + mixed + " " + (float) (16777216.0 + 1) + " "
            + (0.1f + 0.2) + " " + (0.1f == 0.1));
        double sum = 0;
        double compensation = 0;
        for (int i = 1; i <= 20_000; i++) {
            double y = 1.0 / i - compensation;
            double t = sum + y;
            compensation = t - sum - y;
            sum = t;
        }
        System.out.println(sum + " " + compensation);
        System.out.println((int) 1e20 + " " + (long) -1e30f + " " + (char) 65.9 + " " + (byte) 300.7 + " "
            + (short) -40000.5f);
    }
}
