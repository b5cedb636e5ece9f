import java.math.BigInteger;

/** 64-bit arithmetic: multiplication, remainder, shifts, comparison; and BigInteger on top of it. */
public class LongMath {
    static long power(long base, long exponent, long modulus) {
        long result = 1;
        long factor = base % modulus;
        while (exponent > 0) {
            if ((exponent & 1) == 1) {
                result = result * factor % modulus;
            }
            factor = factor * factor % modulus;
            exponent >>= 1;
        }
        return result;
    }

    public static void main(String[] args) {
        long check = 0;
        for (int i = 0; i < 900_000; i++) {
            check += power(i + 2, 1_000_000_005L, 1_000_000_007L);
        }
        long state = 42;
        for (int i = 0; i < 50_000_000; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            check ^= state >>> 33 | state << 7;
            if (state < check) {
                check -= i;
            }
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= 2000; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        System.out.println("longs " + check + " " + product.bitLength() + " " + product.hashCode());
    }
}
