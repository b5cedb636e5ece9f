import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Big numbers: digits of pi by a spigot, powers modulo a prime, factorials, decimals. */
public class BigNumbers {
    static int pi(int digits) {
        BigInteger q = BigInteger.ONE;
        BigInteger r = BigInteger.ZERO;
        BigInteger t = BigInteger.ONE;
        int check = 0;
        int k = 1;
        int n = 3;
        int l = 3;
        for (int found = 0; found < digits;) {
            BigInteger big = BigInteger.valueOf(n);
            if (q.shiftLeft(2).add(r).subtract(t).compareTo(big.multiply(t)) < 0) {
                check = check * 10 + n;
                found++;
                BigInteger next = r.subtract(big.multiply(t)).multiply(BigInteger.TEN);
                n = q.multiply(BigInteger.valueOf(3)).add(r).multiply(BigInteger.TEN).divide(t).intValue()
                    - 10 * n;
                q = q.multiply(BigInteger.TEN);
                r = next;
            } else {
                BigInteger next = q.shiftLeft(1).add(r).multiply(BigInteger.valueOf(l));
                BigInteger factor = BigInteger.valueOf(l);
                BigInteger sum = q.multiply(BigInteger.valueOf(7L * k + 2)).add(r.multiply(factor));
                n = sum.divide(t.multiply(factor)).intValue();
                q = q.multiply(BigInteger.valueOf(k));
                t = t.multiply(BigInteger.valueOf(l));
                l += 2;
                k++;
                r = next;
            }
        }
        return check;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        BigInteger prime = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
        long check = 0;
        for (int round = 0; round < size; round++) {
            check = check * 31 + pi(60);
            BigInteger factorial = BigInteger.ONE;
            for (int i = 2; i < 80; i++) {
                factorial = factorial.multiply(BigInteger.valueOf(i + round % 5));
            }
            check += factorial.toString().hashCode();
            check ^= BigInteger.valueOf(round + 3).modPow(factorial, prime).longValue();
            BigDecimal sum = BigDecimal.ONE;
            for (int i = 1; i < 20; i++) {
                BigDecimal divisor = BigDecimal.valueOf(i * 7L);
                sum = sum.add(BigDecimal.valueOf(round + 1).divide(divisor, MathContext.DECIMAL64));
            }
            check += sum.setScale(6, RoundingMode.HALF_UP).hashCode();
        }
        System.out.println("big numbers " + check);
    }
}
