// Math and StrictMath: corner cases of every function, exact arithmetic, fma, rounding, ulps; StrictMath bit
// by bit.
public class MathCorners {
    static final double[] VALUES = {0.0, -0.0, 1, -1, 0.5, -0.5, 2, 1e-300, 1e300, Math.PI, Math.PI / 2,
        -Math.E, 1e10, 710, -746,
        Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    static String hex(double d) {
        return Double.toHexString(d);
    }

    public static void main(String[] args) {
        for (double v : VALUES) {
            System.out.println(v + ": " + hex(StrictMath.sin(v)) + " " + hex(StrictMath.cos(v)) + " "
                + hex(StrictMath.tan(v)) + " "
                + hex(StrictMath.asin(v)) + " " + hex(StrictMath.acos(v)) + " " + hex(StrictMath.atan(v))
                + " "
                + hex(StrictMath.exp(v)) + " " + hex(StrictMath.log(v)) + " " + hex(StrictMath.log10(v)) + " "
                + hex(StrictMath.cbrt(v)) + " " + hex(StrictMath.sinh(v)) + " " + hex(StrictMath.tanh(v))
                + " "
                + hex(StrictMath.expm1(v)) + " " + hex(StrictMath.log1p(v)) + " " + hex(StrictMath.sqrt(v)));
            System.out.println(Math.sqrt(v) + " " + Math.abs(v) + " " + Math.ceil(v) + " " + Math.floor(v)
                + " " + Math.rint(v) + " "
                + Math.round(v) + " " + Math.round((float) v) + " " + Math.signum(v) + " " + Math.ulp(v) + " "
                + Math.getExponent(v) + " " + Math.nextUp(v) + " " + Math.nextDown(v) + " "
                + Math.toDegrees(v) + " "
                + Math.toRadians(v));
            for (double w : new double[] {0.0, -0.0, 1, -2.5, 3, Double.POSITIVE_INFINITY, Double.NaN}) {
                System.out.println(v + " " + w + ": " + StrictMath.pow(v, w) + " " + StrictMath.atan2(v, w)
                    + " "
                    + StrictMath.hypot(v, w) + " " + StrictMath.IEEEremainder(v, w) + " " + Math.max(v, w)
                    + " "
                    + Math.min(v, w) + " " + Math.copySign(v, w) + " " + Math.nextAfter(v, w) + " "
                    + Math.fma(v, w, 1.0)
                    + " " + Math.scalb(v, (int) w));
            }
        }
        for (double v : new double[] {0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 4503599627370497.5,
            -2147483648.5}) {
            System.out.println(Math.round(v) + " " + Math.round((float) v) + " " + Math.rint(v) + " "
                + (int) v);
        }
        for (Runnable r : new Runnable[] {() -> Math.addExact(Long.MAX_VALUE, 1),
            () -> Math.subtractExact(Integer.MIN_VALUE, 1),
            () -> Math.multiplyExact(1 << 20, 1 << 20), () -> Math.negateExact(Integer.MIN_VALUE),
            () -> Math.incrementExact(Integer.MAX_VALUE), () -> Math.toIntExact(-1L << 32),
            () -> Math.floorMod(1, 0),
            () -> Math.absExact(Long.MIN_VALUE), () -> Math.decrementExact(Long.MIN_VALUE)}) {
            try {
                r.run();
                System.out.println("fine");
            } catch (ArithmeticException e) {
                System.out.println(e.getMessage());
            }
        }
        System.out.println(Math.floorDiv(-7, 2) + " " + Math.floorMod(-7, 2) + " "
            + Math.floorDiv(Integer.MIN_VALUE, -1) + " "
            + Math.floorMod(-7L, 3) + " " + Math.multiplyHigh(Long.MAX_VALUE, Long.MAX_VALUE) + " "
            + Math.multiplyFull(Integer.MAX_VALUE, Integer.MAX_VALUE) + " " + Math.abs(Integer.MIN_VALUE)
            + " "
            + Math.max(-0f, 0f) + " " + Math.min(-0f, 0f) + " " + Math.max(1L, 2L) + " " + Math.fma(1.1f,
            2.2f, 3.3f));
    }
}
