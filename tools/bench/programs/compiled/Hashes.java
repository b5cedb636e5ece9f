import java.security.MessageDigest;
import java.util.Base64;
import java.util.zip.CRC32;

/** Hashes: SHA-256 and a CRC written by hand, FNV, and the library's digests and Base64. */
public class Hashes {
    static final int[] CONSTANTS = new int[64];
    static final int[] TABLE = new int[256];

    static {
        for (int i = 0, candidate = 2; i < 64; candidate++) {
            boolean prime = true;
            for (int d = 2; d * d <= candidate; d++) {
                prime &= candidate % d != 0;
            }
            if (prime) {
                double root = Math.cbrt(candidate);
                CONSTANTS[i++] = (int) (long) ((root - Math.floor(root)) * 4_294_967_296.0);
            }
        }
        for (int i = 0; i < 256; i++) {
            int c = i;
            for (int k = 0; k < 8; k++) {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >>> 1) : c >>> 1;
            }
            TABLE[i] = c;
        }
    }

    static void block(int[] state, byte[] data, int at) {
        int[] w = new int[64];
        for (int i = 0; i < 16; i++) {
            w[i] = data[at + 4 * i] << 24 | (data[at + 4 * i + 1] & 0xff) << 16
                | (data[at + 4 * i + 2] & 0xff) << 8 | data[at + 4 * i + 3] & 0xff;
        }
        for (int i = 16; i < 64; i++) {
            int s0 = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ w[i - 15] >>> 3;
            int s1 = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ w[i - 2] >>> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        int a = state[0], b = state[1], c = state[2], d = state[3];
        int e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < 64; i++) {
            int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t1 = h + s1 + (e & f ^ ~e & g) + CONSTANTS[i] + w[i];
            int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t2 = s0 + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    static int crc(byte[] data) {
        int c = -1;
        for (byte b : data) {
            c = TABLE[(c ^ b) & 0xff] ^ (c >>> 8);
        }
        return ~c;
    }

    static long fnv(byte[] data) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : data) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    public static void main(String[] args) throws Exception {
        int size = Integer.parseInt(args[0]);
        byte[] data = new byte[4096];
        int[] state = new int[8];
        long check = 0;
        for (int round = 0; round < size; round++) {
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (data[i] * 13 + i + round);
            }
            for (int at = 0; at < data.length; at += 64) {
                block(state, data, at);
            }
            CRC32 library = new CRC32();
            library.update(data);
            check += state[0] ^ crc(data) ^ fnv(data) ^ library.getValue();
            if (round % 8 == 0) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(data);
                check = check * 31 + Base64.getEncoder().encodeToString(digest).hashCode();
            }
        }
        System.out.println("hashes " + check);
    }
}
