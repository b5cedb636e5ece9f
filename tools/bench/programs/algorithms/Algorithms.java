import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Checksums, digests, ciphers, large numbers and texts of bytes: an operation is 16 bytes, or one number. */
public class Algorithms {
    private static final int BYTES = 16;
    private static final int MESSAGE = 16 * 1024;
    private static final byte[] TEXT = new byte[MESSAGE];
    private static final byte[] KEY = new byte[32];

    static {
        Random random = new Random(14);
        random.nextBytes(TEXT);
        random.nextBytes(KEY);
    }

    interface Work {
        long run() throws GeneralSecurityException;
    }

    /** As often as n operations on messages are. */
    static Bench.Body messages(Work work) {
        return n -> {
            long sum = 0;
            try {
                for (int i = 0; i < n / (MESSAGE / BYTES); i++) {
                    sum += work.run();
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return sum;
        };
    }

    static Bench.Body checksum(Checksum of) {
        return messages(() -> {
            of.update(TEXT, 0, TEXT.length);
            return of.getValue();
        });
    }

    static Bench.Body direct(CRC32C of) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE).put(TEXT);
        return messages(() -> {
            of.update(buffer.clear());
            return of.getValue();
        });
    }

    static Bench.Body digest(String name) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(name);
        return messages(() -> digest.digest(TEXT)[3]);
    }

    static Bench.Body mac(String name) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(KEY, name));
        return messages(() -> mac.doFinal(TEXT)[3]);
    }

    static Bench.Body encryption(String name, AlgorithmParameterSpec with) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), with);
        byte[] out = new byte[MESSAGE];
        return messages(() -> cipher.doFinal(TEXT, 0, MESSAGE, out) + out[5]);
    }

    static Bench.Body decryption(String name, AlgorithmParameterSpec with) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, "AES"), with);
        byte[] out = new byte[MESSAGE];
        return messages(() -> cipher.doFinal(TEXT, 0, MESSAGE, out) + out[5]);
    }

    /** Each message has a nonce of its own. */
    static Bench.Body authenticated(String name, boolean decrypts) throws GeneralSecurityException {
        boolean isAes = name.startsWith("AES");
        Cipher cipher = Cipher.getInstance(name);
        SecretKeySpec key = new SecretKeySpec(KEY, isAes ? "AES" : "ChaCha20");
        byte[] out = new byte[MESSAGE + 16];
        byte[] plain = new byte[MESSAGE + 16];
        byte[] nonce = new byte[12];
        cipher.init(Cipher.ENCRYPT_MODE, key, parameters(isAes, nonce));
        cipher.doFinal(TEXT, 0, MESSAGE, out);
        return messages(() -> {
            if (decrypts) {
                cipher.init(Cipher.DECRYPT_MODE, key, parameters(isAes, new byte[12]));
                return cipher.doFinal(out, 0, MESSAGE + 16, plain) + plain[5];
            }
            nonce[0]++;
            nonce[1] += nonce[0] == 0 ? 1 : 0;
            nonce[2] += nonce[0] == 0 && nonce[1] == 0 ? 1 : 0;
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters(isAes, nonce));
            return cipher.doFinal(TEXT, 0, MESSAGE, out) + out[5];
        });
    }

    static AlgorithmParameterSpec parameters(boolean isAes, byte[] nonce) {
        return isAes ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce);
    }

    static long multiply(int n, int bits) {
        BigInteger a = new BigInteger(bits, new Random(1));
        BigInteger b = new BigInteger(bits, new Random(2));
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a.multiply(b).bitLength();
        }
        return sum;
    }

    static long square(int n, int bits) {
        BigInteger a = new BigInteger(bits, new Random(1));
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a.multiply(a).bitLength();
        }
        return sum;
    }

    /** A power takes some 1.2 products a bit of the exponent. */
    static long power(int n, int bits) {
        BigInteger modulus = new BigInteger(bits, new Random(1)).setBit(0).setBit(bits - 1);
        BigInteger base = new BigInteger(bits - 1, new Random(2));
        BigInteger exponent = new BigInteger(bits, new Random(3)).setBit(bits - 1);
        long sum = 0;
        for (int i = 0; i < n / bits; i++) {
            sum += base.modPow(exponent, modulus).intValue();
        }
        return sum;
    }

    static long divide(int n, int bits) {
        BigInteger a = new BigInteger(2 * bits, new Random(1));
        BigInteger b = new BigInteger(bits, new Random(2));
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a.mod(b).bitLength();
        }
        return sum;
    }

    static long encode(int n) {
        byte[] out = new byte[(MESSAGE + 2) / 3 * 4];
        long sum = 0;
        for (int i = 0; i < n / (MESSAGE / BYTES); i++) {
            sum += Base64.getEncoder().encode(TEXT, out);
        }
        return sum + out[100];
    }

    static long decode(int n) {
        byte[] from = Base64.getEncoder().encode(TEXT);
        byte[] out = new byte[MESSAGE];
        long sum = 0;
        for (int i = 0; i < n / (MESSAGE / BYTES); i++) {
            sum += Base64.getDecoder().decode(from, out);
        }
        return sum + out[100];
    }

    static long unaligned(int n, ByteBuffer buffer) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            int at = (i & 1023) + 1;
            buffer.putLong(at, buffer.getLong(at + 2) + i);
            sum += buffer.getInt(at + 5) + buffer.getShort(at);
        }
        return sum;
    }

    static long parallelSum(int n) {
        return IntStream.range(0, n).parallel().mapToLong(v -> v * 3L).filter(v -> (v & 4) == 0).sum();
    }

    static long parallelSort(int n) {
        int[] numbers = new Random(5).ints(n).toArray();
        Arrays.parallelSort(numbers);
        return numbers[n / 2];
    }

    static void checksums(Bench bench) {
        bench.slow("crc32", checksum(new CRC32()));
        bench.slow("crc32c", checksum(new CRC32C()));
        bench.slow("crc32c_direct", direct(new CRC32C()));
        bench.slow("adler32", checksum(new Adler32()));
    }

    static void digests(Bench bench) throws GeneralSecurityException {
        bench.slow("md5", digest("MD5"));
        bench.slow("sha1", digest("SHA-1"));
        bench.slow("sha256", digest("SHA-256"));
        bench.slow("sha512", digest("SHA-512"));
        bench.slow("sha3_256", digest("SHA3-256"));
        bench.slow("hmac_sha256", mac("HmacSHA256"));
    }

    static void ciphers(Bench bench) throws GeneralSecurityException {
        IvParameterSpec iv = new IvParameterSpec(new byte[16]);
        bench.slow("aes_ecb", encryption("AES/ECB/NoPadding", null));
        bench.slow("aes_ecb_decrypt", decryption("AES/ECB/NoPadding", null));
        bench.slow("aes_cbc", encryption("AES/CBC/NoPadding", iv));
        bench.slow("aes_cbc_decrypt", decryption("AES/CBC/NoPadding", iv));
        bench.slow("aes_ctr", encryption("AES/CTR/NoPadding", iv));
        bench.slow("aes_cfb", encryption("AES/CFB/NoPadding", iv));
        bench.slow("aes_gcm", authenticated("AES/GCM/NoPadding", false));
        bench.slow("aes_gcm_decrypt", authenticated("AES/GCM/NoPadding", true));
        bench.slow("chacha20_poly1305", authenticated("ChaCha20-Poly1305", false));
    }

    static void numbers(Bench bench) {
        for (int bits : new int[] {256, 2048, 8192}) {
            bench.few("multiply_" + bits, n -> multiply(n, bits));
            bench.few("square_" + bits, n -> square(n, bits));
        }
        bench.few("mod_power_1024", n -> power(n, 1024));
        bench.few("mod_power_2048", n -> power(n, 2048));
        bench.few("mod_2048", n -> divide(n, 2048));
    }

    static void others(Bench bench) {
        bench.slow("base64_encode", Algorithms::encode);
        bench.slow("base64_decode", Algorithms::decode);
        ByteBuffer direct = ByteBuffer.allocateDirect(2048);
        bench.slow("unaligned_native", n -> unaligned(n, direct.duplicate().order(ByteOrder.nativeOrder())));
        bench.slow("unaligned_swapped", n -> unaligned(n, direct.duplicate()));
        bench.slow("parallel_sum", Algorithms::parallelSum);
        bench.slow("parallel_sort", Algorithms::parallelSort);
    }

    public static void main(String[] args) throws GeneralSecurityException {
        Bench bench = new Bench(args);
        checksums(bench);
        digests(bench);
        ciphers(bench);
        numbers(bench);
        others(bench);
    }
}
