// BigInteger and BigDecimal: arithmetic, powers, roots, bits, radix, rounding modes, scales, contexts,
// errors.
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;

public class BigNumbers {
    static BigInteger factorial(int n) {
        BigInteger f = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            f = f.multiply(BigInteger.valueOf(i));
        }
        return f;
    }

    static void integers() {
        BigInteger a = new BigInteger("123456789012345678901234567890");
        BigInteger b = new BigInteger("-987654321098765432109876543210");
        System.out.println(a.add(b) + " " + a.subtract(b) + " " + a.multiply(b) + " " + b.divide(a) + " "
            + b.mod(a) + " "
            + b.remainder(a) + " " + a.negate() + " " + b.abs() + " " + b.signum() + " " + a.compareTo(b));
        System.out.println(a.pow(5) + " " + a.gcd(b) + " " + a.sqrt() + " " + a.modPow(BigInteger.TEN,
            BigInteger.valueOf(97))
            + " " + BigInteger.valueOf(3).modInverse(BigInteger.valueOf(11)));
        System.out.println(a.shiftLeft(100) + " " + b.shiftRight(50) + " " + a.and(b) + " " + a.or(b) + " "
            + a.xor(b) + " "
            + a.not() + " " + a.andNot(b) + " " + a.bitLength() + " " + a.bitCount() + " " + a.testBit(3)
            + " "
            + b.getLowestSetBit() + " " + a.setBit(200).flipBit(0).clearBit(1));
        System.out.println(a.toString(16) + " " + a.toString(36) + " " + new BigInteger("zz", 36) + " "
            + new BigInteger("-ff", 16) + " " + new BigInteger(new byte[] {-1, 0}) + " " + a.toByteArray()
            .length + " "
            + a.intValue() + " " + a.longValue() + " " + a.doubleValue() + " " + a.floatValue() + " "
            + a.hashCode());
        System.out.println(factorial(100));
        System.out.println(factorial(300).toString().length() + " " + factorial(1000).bitLength() + " "
            + factorial(1000).hashCode());
        BigInteger p = new BigInteger("170141183460469231731687303715884105727");
        System.out.println(p.isProbablePrime(20) + " " + p.add(BigInteger.TWO).isProbablePrime(20) + " "
            + BigInteger.valueOf(1000).nextProbablePrime() + " " + new BigInteger(100, new Random(1)));
        BigInteger big = BigInteger.ONE.shiftLeft(5000).subtract(BigInteger.ONE);
        System.out.println(big.multiply(big).hashCode() + " " + big.pow(7).mod(p) + " "
            + big.multiply(p).divide(p).equals(big) + " " + new BigInteger(big.toString()).equals(big));
        try {
            a.longValueExact();
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
        try {
            a.divide(BigInteger.ZERO);
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
        try {
            new BigInteger("12a");
        } catch (NumberFormatException e) {
            System.out.println(e.getMessage());
        }
    }

    static void decimals() {
        BigDecimal a = new BigDecimal("123.456");
        BigDecimal b = new BigDecimal("-7.89");
        System.out.println(a.add(b) + " " + a.subtract(b) + " " + a.multiply(b) + " " + a.divide(b, 10,
            RoundingMode.HALF_UP)
            + " " + a.remainder(b) + " " + a.pow(3) + " " + a.negate() + " " + a.scale() + " "
            + a.precision() + " "
            + a.unscaledValue());
        for (RoundingMode mode : RoundingMode.values()) {
            StringBuilder row = new StringBuilder(mode + ":");
            for (String s : new String[] {"5.5", "2.5", "1.6", "1.1", "1.0", "-1.1", "-2.5", "-5.5"}) {
                try {
                    row.append(' ').append(new BigDecimal(s).setScale(0, mode));
                } catch (ArithmeticException e) {
                    row.append(" !");
                }
            }
            System.out.println(row);
        }
        System.out.println(new BigDecimal(0.1) + " " + BigDecimal.valueOf(0.1) + " "
            + new BigDecimal("1E+10").toPlainString()
            + " " + new BigDecimal("1E+10") + " " + new BigDecimal("0.000000123") + " "
            + new BigDecimal("1234500").toEngineeringString() + " " + new BigDecimal("100")
            .stripTrailingZeros());
        System.out.println(new BigDecimal("2.0").equals(new BigDecimal("2.00")) + " "
            + new BigDecimal("2.0").compareTo(new BigDecimal("2.00")) + " " + new BigDecimal("2.0")
            .hashCode());
        System.out.println(BigDecimal.ONE.divide(new BigDecimal(3), MathContext.DECIMAL128) + " "
            + new BigDecimal(2).sqrt(new MathContext(50)) + " " + new BigDecimal("123456")
            .round(new MathContext(2)) + " "
            + a.movePointLeft(5) + " " + a.scaleByPowerOfTen(4) + " " + a.toBigInteger() + " "
            + a.doubleValue());
        try {
            BigDecimal.ONE.divide(new BigDecimal(3));
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) {
        integers();
        decimals();
    }
}
