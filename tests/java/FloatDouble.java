// float and double: printing, parsing, special values, rounding, conversions that saturate.
public class FloatDouble {
    public static void main(String[] args) {
        double[] values = {0.0, -0.0, 1, -1.5, 0.1, 1.0 / 3, 100, 1e7, 9999999, 1.0E-3, 9.99e-4,
            123456789012.0,
            1e21, 1e22, 2e23, 4.9e-324, Double.MAX_VALUE, Double.MIN_NORMAL, Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, 5e-324, 1.1, 2.2250738585072012e-308, 9007199254740993.0};
        for (double d : values) {
            float f = (float) d;
            System.out.println(d + " " + f + " " + (int) d + " " + (long) d + " " + (byte) d + " "
                + (char) d % 7
                + " " + Double.toHexString(d) + " " + Long.toHexString(Double.doubleToLongBits(d))
                + " " + Integer.toHexString(Float.floatToIntBits(f)));
        }
        float[] floats = {0.1f, 1e10f, 3.4028235e38f, 1.4e-45f, 16777216f, 16777217f, 0.3f, 1.17549435E-38f,
            8.5f};
        for (float f : floats) {
            System.out.println(f + " " + (double) f + " " + (int) f + " " + Math.ulp(f) + " "
                + Float.toHexString(f));
        }
        System.out.println(0.1 + 0.2);
        System.out.println(0.1f + 0.2f);
        System.out.println((0.1 + 0.2 == 0.3) + " " + (0.1f + 0.2f == 0.3f));
        System.out.println(5.5 % 2 + " " + -5.5 % 2 + " " + 5.5 % -2 + " " + 1 % 0.0 + " "
            + 5 % Double.POSITIVE_INFINITY);
        System.out.println(1 / 0.0 + " " + -1 / 0.0 + " " + 0 / 0.0 + " " + 1 / -0.0 + " " + (0.0 == -0.0)
            + " "
            + Double.valueOf(0.0).equals(-0.0));
        System.out.println(Double.parseDouble("  1e400 ") + " " + Double.parseDouble("0x1.8p1") + " "
            + Double.parseDouble("1e-400") + " " + Float.parseFloat("1.17549429e-38") + " "
            + Double.valueOf("-NaN".substring(1)) + " " + Double.parseDouble("179769313486231580793e289"));
        System.out.println(Float.MIN_VALUE / 2 + " " + Float.MAX_VALUE * 2 + " " + (float) 1e-50 + " "
            + (int) Float.NaN
            + " " + (long) 1e30f + " " + (short) 1e10 + " " + (char) -5.0 % 100);
        System.out.println(Math.sqrt(2) + " " + Math.round(-2.5) + " " + Math.round(2.5f) + " "
            + Math.rint(2.5) + " "
            + Math.floor(-1.1) + " " + Math.ceil(-0.5) + " " + (long) Math.floor(1e18 + 0.5));
        double sum = 0;
        for (int i = 1; i <= 1000; i++) {
            sum += 1.0 / i;
        }
        System.out.println(sum + " " + (float) sum + " " + Double.compare(0.0, -0.0) + " "
            + Double.MIN_VALUE / 2);
    }
}
