// Math's sin, cos, tan, exp, log, log10 and pow: corners, values that everyone prints, distance to
// StrictMath, powers of ten and squares; StrictMath bit by bit over many values.
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

public class MathFunctions {
    record Function(String name, DoubleUnaryOperator fast, DoubleUnaryOperator strict) {
    }

    static final Function[] FUNCTIONS = {
        new Function("sin", Math::sin, StrictMath::sin), new Function("cos", Math::cos, StrictMath::cos),
        new Function("tan", Math::tan, StrictMath::tan), new Function("exp", Math::exp, StrictMath::exp),
        new Function("log", Math::log, StrictMath::log),
        new Function("log10", Math::log10, StrictMath::log10),
        new Function("pow 2.5", x -> Math.pow(x, 2.5), x -> StrictMath.pow(x, 2.5)),
    };

    static final double[] CORNERS = {0.0, -0.0, 1, -1, 2, -2, 3, 0.5, Double.MIN_VALUE, -Double.MIN_VALUE,
        Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    static void corners() {
        for (Function f : FUNCTIONS) {
            StringBuilder line = new StringBuilder(f.name);
            for (double x : new double[] {0.0, -0.0, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.NaN, Double.MIN_VALUE}) {
                line.append(' ').append(f.fast.applyAsDouble(x));
            }
            System.out.println(line);
        }
        for (double x : CORNERS) {
            StringBuilder line = new StringBuilder(x + " to");
            for (double y : CORNERS) {
                line.append(' ').append(Math.pow(x, y));
            }
            System.out.println(line);
        }
    }

    static void values() {
        System.out.println(Math.exp(1) + " " + Math.log(3) + " " + Math.pow(2, 1.5) + " " + Math.sin(4.4)
            + " " + Math.log10(11) + " " + Math.pow(10, -5) + " " + Math.pow(1.1, 10)
            + " " + Math.cos(Math.PI / 3)
            + " " + Math.tan(Math.PI / 4) + " " + Math.log(10) + " " + Math.log10(2) + " " + Math.log10(1.3));
        int whole = 0;
        for (int n = -307; n <= 308; n++) {
            whole += Math.log10(Double.parseDouble("1e" + n)) == n ? 1 : 0;
        }
        System.out.println(whole + " powers of ten");
    }

    static double value(long i, double scale) {
        double unit = (i * 0x9E3779B97F4A7C15L >>> 11) * 0x1p-53;
        return i % 2 == 0 ? unit * scale : Math.scalb(unit + 0.5, (int) (i % 600) - 300);
    }

    /** Both are within 1 ulp of the truth. */
    static void distances() {
        for (Function f : FUNCTIONS) {
            int far = 0;
            long hash = 0;
            for (long i = 0; i < 20_000; i++) {
                double x = value(i, 100);
                double fast = f.fast.applyAsDouble(x);
                double strict = f.strict.applyAsDouble(x);
                hash = hash * 31 + Double.doubleToLongBits(strict);
                far += Math.abs(fast - strict) > 2 * Math.ulp(strict) ? 1 : 0;
            }
            System.out.println(f.name + ": " + far + " far, StrictMath " + Long.toHexString(hash));
        }
    }

    static void squares() {
        DoubleBinaryOperator pow = Math::pow;
        int same = 0;
        for (long i = 0; i < 20_000; i++) {
            double x = value(i, 3);
            same += pow.applyAsDouble(-x, 2) == x * x ? 1 : 0;
        }
        System.out.println(same + " squares");
    }

    public static void main(String[] args) {
        corners();
        values();
        distances();
        squares();
    }
}
