// Compute: MD5, SHA-256, CRC-32 and FNV written out, compared with the library's where it has them.
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

public class HashesByHand {
    static byte[] pad(byte[] in, boolean big) {
        byte[] out = Arrays.copyOf(in, (in.length + 8) / 64 * 64 + 64);
        out[in.length] = (byte) 0x80;
        for (int i = 0; i < 8; i++) {
            out[out.length - 8 + i] = (byte) ((long) in.length * 8 >>> (big ? 56 - 8 * i : 8 * i));
        }
        return out;
    }

    static byte[] md5(byte[] message) {
        int[] shifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
        int[] h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
        byte[] in = pad(message, false);
        for (int block = 0; block < in.length; block += 64) {
            int[] m = new int[16];
            for (int i = 0; i < 64; i++) {
                m[i >> 2] |= (in[block + i] & 0xff) << 8 * (i & 3);
            }
            int a = h[0];
            int b = h[1];
            int c = h[2];
            int d = h[3];
            for (int i = 0; i < 64; i++) {
                int f;
                int g;
                switch (i >> 4) {
                    case 0 -> {
                        f = b & c | ~b & d;
                        g = i;
                    }
                    case 1 -> {
                        f = d & b | ~d & c;
                        g = 5 * i + 1 & 15;
                    }
                    case 2 -> {
                        f = b ^ c ^ d;
                        g = 3 * i + 5 & 15;
                    }
                    default -> {
                        f = c ^ (b | ~d);
                        g = 7 * i & 15;
                    }
                }
                int k = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * 4294967296.0);
                int t = d;
                d = c;
                c = b;
                b += Integer.rotateLeft(a + f + k + m[g], shifts[i >> 4 << 2 | i & 3]);
                a = t;
            }
            h[0] += a;
            h[1] += b;
            h[2] += c;
            h[3] += d;
        }
        byte[] out = new byte[16];
        for (int i = 0; i < 16; i++) {
            out[i] = (byte) (h[i >> 2] >>> 8 * (i & 3));
        }
        return out;
    }

    static byte[] sha256(byte[] message) {
        int[] k = new int[64];
        int[] h = new int[8];
        int n = 0;
        for (int p = 2; n < 64; p++) {
            boolean prime = true;
            for (int d = 2; d * d <= p; d++) {
                prime &= p % d != 0;
            }
            if (prime) {
                if (n < 8) {
                    h[n] = (int) (long) ((StrictMath.sqrt(p) % 1) * 4294967296.0);
                }
                k[n++] = (int) (long) ((StrictMath.cbrt(p) % 1) * 4294967296.0);
            }
        }
        byte[] in = pad(message, true);
        int[] w = new int[64];
        for (int block = 0; block < in.length; block += 64) {
            Arrays.fill(w, 0);
            for (int i = 0; i < 64; i++) {
                w[i >> 2] = w[i >> 2] << 8 | in[block + i] & 0xff;
            }
            for (int i = 16; i < 64; i++) {
                int a = w[i - 15];
                int b = w[i - 2];
                w[i] = w[i - 16] + w[i - 7] + (Integer.rotateRight(a, 7) ^ Integer.rotateRight(a,
                    18) ^ a >>> 3)
                    + (Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ b >>> 10);
            }
            int[] v = h.clone();
            for (int i = 0; i < 64; i++) {
                int e = v[4];
                int a = v[0];
                int t1 = v[7] + (Integer.rotateRight(e, 6) ^ Integer.rotateRight(e,
                    11) ^ Integer.rotateRight(e, 25))
                    + (e & v[5] ^ ~e & v[6]) + k[i] + w[i];
                int t2 = (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22))
                    + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
                System.arraycopy(v, 0, v, 1, 7);
                v[4] += t1;
                v[0] = t1 + t2;
            }
            for (int i = 0; i < 8; i++) {
                h[i] += v[i];
            }
        }
        byte[] out = new byte[32];
        for (int i = 0; i < 32; i++) {
            out[i] = (byte) (h[i >> 2] >>> 24 - 8 * (i & 3));
        }
        return out;
    }

    static long crc(byte[] in) {
        int crc = -1;
        for (byte b : in) {
            crc ^= b & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = crc >>> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
            }
        }
        return ~crc & 0xffffffffL;
    }

    static long fnv(byte[] in) {
        long h = 0xcbf29ce484222325L;
        for (byte b : in) {
            h = (h ^ b & 0xff) * 0x100000001b3L;
        }
        return h;
    }

    public static void main(String[] args) throws Exception {
        for (String s : new String[] {"", "abc", "message digest", "é日本".repeat(20), "x".repeat(55),
            "y".repeat(56), "z".repeat(64)}) {
            byte[] in = s.getBytes(StandardCharsets.UTF_8);
            CRC32 library = new CRC32();
            library.update(in);
            System.out.println(HexFormat.of().formatHex(md5(in)) + " " + HexFormat.of().formatHex(sha256(in))
                + " " + crc(in) + " "
                + Long.toHexString(fnv(in)) + " " + Arrays.equals(md5(in), MessageDigest.getInstance("MD5")
                .digest(in))
                + Arrays.equals(sha256(in), MessageDigest.getInstance("SHA-256").digest(in))
                + (library.getValue() == crc(in)));
        }
    }
}
