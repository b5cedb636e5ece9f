// vmargs: -XX:CompileThreshold=100
// Digests of every length around their blocks, in pieces and at once, and of digests that were cloned midway.
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class IntrinsicDigests {
    static final byte[] BYTES = new byte[5000];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i * 13 + (i >> 6) * 7);
        }
    }

    static String hex(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append(String.format("%02x", b));
        }
        return out.toString();
    }

    static int lengths(MessageDigest digest, int most) {
        int all = 0;
        for (int length = 0; length < most; length++) {
            digest.update(BYTES, length % 11, length);
            all = all * 31 + Arrays.hashCode(digest.digest());
        }
        return all;
    }

    static byte[] pieces(MessageDigest digest) throws CloneNotSupportedException {
        int at = 0;
        for (int length = 1; at + length <= BYTES.length; length = length * 5 / 4 + 1) {
            digest.update(BYTES, at, length);
            at += length;
        }
        MessageDigest other = (MessageDigest) digest.clone();
        other.update(BYTES, 3, 1000);
        digest.update((byte) at);
        byte[] sum = other.digest();
        digest.update(sum);
        return digest.digest();
    }

    public static void main(String[] args) throws Exception {
        String[] names = {"MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA-512/256",
            "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"};
        for (String name : names) {
            MessageDigest digest = MessageDigest.getInstance(name);
            System.out.println(name + " " + hex(digest.digest()));
            System.out.println(hex(digest.digest(new byte[] {'a', 'b', 'c'})) + " " + lengths(digest, 300));
            System.out.println(hex(pieces(digest)) + " " + hex(digest.digest(BYTES)));
        }
        for (String name : new String[] {"HmacMD5", "HmacSHA1", "HmacSHA256", "HmacSHA512", "HmacSHA3-256"}) {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(BYTES, 0, 200, name));
            System.out.println(name + " " + hex(mac.doFinal(BYTES)));
        }
    }
}
