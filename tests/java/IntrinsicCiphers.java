// vmargs: -XX:CompileThreshold=100
// AES with keys of all sizes in all modes: lengths around what is done at once, in pieces, in place, with
// counters that overflow, there and back; and ciphers that are not AES in the same modes.
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

public class IntrinsicCiphers {
    static final byte[] BYTES = new byte[3000];
    static final int[] LENGTHS = {0, 16, 32, 112, 128, 144, 240, 256, 272, 512, 1008, 1024, 1040, 2992};

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i * 29 + (i >> 5) * 3);
        }
    }

    static SecretKeySpec key(String algorithm, int size) {
        return new SecretKeySpec(BYTES, 100, size, algorithm);
    }

    static int thereAndBack(String name, SecretKeySpec key, AlgorithmParameterSpec with, int step)
        throws GeneralSecurityException {
        Cipher to = Cipher.getInstance(name);
        Cipher back = Cipher.getInstance(name);
        int all = 0;
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i] + (step == 1 ? i % 16 : 0);
            length = Math.min(length, 2990);
            to.init(Cipher.ENCRYPT_MODE, key, with);
            back.init(Cipher.DECRYPT_MODE, key, with);
            byte[] out = to.doFinal(BYTES, i % 5, length);
            byte[] plain = back.doFinal(out);
            if (!Arrays.equals(plain, Arrays.copyOfRange(BYTES, i % 5, i % 5 + length))) {
                throw new AssertionError(name + " of " + length);
            }
            all = all * 31 + Arrays.hashCode(out);
        }
        return all;
    }

    static int pieces(String name, SecretKeySpec key, AlgorithmParameterSpec with)
        throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.ENCRYPT_MODE, key, with);
        int all = 0;
        int at = 0;
        for (int i = 1; at + i < 2500; i = i * 3 / 2 + 1) {
            byte[] out = cipher.update(BYTES, at, i);
            all = all * 31 + Arrays.hashCode(out);
            at += i;
        }
        byte[] rest = cipher.doFinal(BYTES, at, -at & 15);
        return all * 31 + Arrays.hashCode(rest);
    }

    /** Where output begins before, at and behind the input, in one array. */
    static int inPlace(String name, SecretKeySpec key, AlgorithmParameterSpec with, int mode)
        throws GeneralSecurityException {
        int all = 0;
        for (int offset : new int[] {0, 1, 8, 15, 16, 17, 32, 40}) {
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(mode, key, with);
            byte[] bytes = BYTES.clone();
            cipher.doFinal(bytes, 20, 1024, bytes, offset);
            all = all * 31 + Arrays.hashCode(bytes);
        }
        return all;
    }

    static int authenticated(String name, SecretKeySpec key, int size) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(name);
        int all = 0;
        for (int length = 0; length < 120; length++) {
            byte[] nonce = Arrays.copyOfRange(BYTES, length, length + size);
            AlgorithmParameterSpec with = name.startsWith("AES") ? new GCMParameterSpec(128, nonce)
                : new IvParameterSpec(nonce);
            int count = length < 100 ? length : length * 23;
            cipher.init(Cipher.ENCRYPT_MODE, key, with);
            cipher.updateAAD(BYTES, 5, length % 40);
            byte[] out = cipher.doFinal(BYTES, length % 7, count);
            all = all * 31 + Arrays.hashCode(out);
            cipher.init(Cipher.DECRYPT_MODE, key, with);
            cipher.updateAAD(BYTES, 5, length % 40);
            ByteBuffer from = ByteBuffer.allocateDirect(out.length).put(out).flip();
            ByteBuffer plain = ByteBuffer.allocate(count + 16);
            cipher.doFinal(from, plain);
            if (!plain.flip().equals(ByteBuffer.wrap(BYTES, length % 7, count))) {
                throw new AssertionError(name + " of " + count);
            }
            out[out.length / 2] ^= 1;
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, with);
                cipher.updateAAD(BYTES, 5, length % 40);
                cipher.doFinal(out);
                throw new AssertionError("accepted");
            } catch (GeneralSecurityException e) {
                all += e.getClass().getName().hashCode();
            }
        }
        return all;
    }

    /** The vector of a published example: FIPS 197, C.3. */
    static void example() throws GeneralSecurityException {
        byte[] key = new byte[32];
        byte[] text = new byte[16];
        for (int i = 0; i < 32; i++) {
            key[i] = (byte) i;
            text[i & 15] = (byte) ((i & 15) * 0x11);
        }
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        for (byte b : cipher.doFinal(text)) {
            System.out.printf("%02x", b);
        }
        System.out.println();
    }

    public static void main(String[] args) throws GeneralSecurityException {
        example();
        byte[] high = new byte[16];
        Arrays.fill(high, (byte) -1);
        IvParameterSpec[] vectors = {new IvParameterSpec(BYTES, 0, 16), new IvParameterSpec(high)};
        high[7] = 0;
        high[15] = -20;
        IvParameterSpec carries = new IvParameterSpec(high);
        for (int size = 16; size <= 32; size += 8) {
            SecretKeySpec key = key("AES", size);
            System.out.println("ECB " + thereAndBack("AES/ECB/NoPadding", key, null, 16));
            for (String mode : new String[] {"CBC", "CTR", "CFB", "OFB"}) {
                String name = "AES/" + mode + "/NoPadding";
                for (IvParameterSpec vector : new IvParameterSpec[] {vectors[0], vectors[1], carries}) {
                    int step = mode.equals("CBC") ? 16 : 1;
                    System.out.println(mode + " " + thereAndBack(name, key, vector, step)
                        + " " + pieces(name, key, vector)
                        + " " + inPlace(name, key, vector, Cipher.ENCRYPT_MODE)
                        + " " + inPlace(name, key, vector, Cipher.DECRYPT_MODE));
                }
            }
            System.out.println("padded " + thereAndBack("AES/CBC/PKCS5Padding", key, vectors[0], 1));
            System.out.println("GCM " + authenticated("AES/GCM/NoPadding", key, 12) + " "
                + authenticated("AES/GCM/NoPadding", key, 17));
        }
        System.out.println("ChaCha20 " + authenticated("ChaCha20-Poly1305", key("ChaCha20", 32), 12));
        IvParameterSpec eight = new IvParameterSpec(BYTES, 0, 8);
        SecretKeySpec other = key("DESede", 24);
        System.out.println("DESede " + thereAndBack("DESede/CBC/NoPadding", other, eight, 16) + " "
            + thereAndBack("DESede/CTR/NoPadding", other, eight, 1) + " "
            + thereAndBack("DESede/ECB/NoPadding", other, null, 16));
    }
}
