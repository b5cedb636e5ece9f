// vmargs: -XX:CompileThreshold=100
// Products, squares, quotients and powers of numbers of all lengths of words up to some hundred: odd and even
// ones, of one word, with ones or zeros throughout, and very unlike ones.
import java.math.BigInteger;
import java.util.Random;

public class IntrinsicNumbers {
    static final Random RANDOM = new Random(14);

    static BigInteger number(int bits, int kind) {
        switch (kind) {
            case 0: return new BigInteger(bits, RANDOM);
            case 1: return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            case 2: return BigInteger.ONE.shiftLeft(bits);
            default: return new BigInteger(bits, RANDOM).negate();
        }
    }

    static int products() {
        int all = 0;
        for (int bits = 1; bits < 3000; bits += 29) {
            for (int kind = 0; kind < 4; kind++) {
                BigInteger a = number(bits, kind);
                BigInteger b = number(3000 - bits, kind + 1 & 3);
                BigInteger c = number(bits + 7, kind);
                all = all * 31 + a.multiply(b).hashCode();
                all = all * 31 + a.multiply(c).hashCode();
                all = all * 31 + a.multiply(a).hashCode();
                all = all * 31 + a.pow(3).hashCode();
                BigInteger sum = a.multiply(b).add(c);
                if (a.signum() != 0 && !sum.subtract(c).divide(a).equals(b)) {
                    throw new AssertionError(a + " * " + b);
                }
            }
        }
        return all;
    }

    static int powers() {
        int all = 0;
        for (int bits = 30; bits < 600; bits += 31) {
            for (int kind = 0; kind < 3; kind++) {
                BigInteger modulus = number(bits, kind).setBit(0).setBit(bits - 1);
                BigInteger base = number(bits + 40, kind);
                BigInteger exponent = number(bits / 2, 0).setBit(3);
                all = all * 31 + base.modPow(exponent, modulus).hashCode();
                all = all * 31 + modulus.subtract(BigInteger.ONE).modPow(exponent, modulus).hashCode();
                all = all * 31 + base.modPow(exponent, modulus.add(BigInteger.ONE)).hashCode();
            }
        }
        return all;
    }

    static int unlike() {
        BigInteger large = number(200_000, 0);
        int all = 0;
        for (int bits = 1; bits < 2600; bits += 311) {
            BigInteger small = number(bits, 0).setBit(bits);
            BigInteger product = large.multiply(small);
            all = all * 31 + product.hashCode();
            if (!product.divide(small).equals(large)) {
                throw new AssertionError("of " + bits);
            }
        }
        return all * 31 + large.multiply(large).hashCode();
    }

    public static void main(String[] args) {
        System.out.println(products());
        System.out.println(powers());
        System.out.println(unlike());
        BigInteger prime = BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE);
        System.out.println(prime.isProbablePrime(20) + " " + prime.multiply(prime).sqrt().equals(prime));
        System.out.println(new BigInteger("123456789").pow(200).mod(prime).toString(36));
    }
}
