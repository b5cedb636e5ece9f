// vmargs: -XX:CompileThreshold=100
// CRC-32, CRC-32C and Adler-32 of every length up to some hundred and of longer ones, at all offsets of a
// word, of arrays and of memory outside the heap, from all kinds of sums before; and Base64's encoder.
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

public class IntrinsicChecksums {
    static final byte[] BYTES = new byte[40_000];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i * 31 + (i >> 7) * 17);
        }
    }

    static long sums(Checksum sum) {
        long all = 0;
        for (int length = 0; length < 700; length++) {
            sum.update(BYTES, length % 9, length);
            all = all * 31 + sum.getValue();
        }
        for (int length : new int[] {1023, 1024, 1025, 1279, 1280, 2047, 4096, 5552, 8192, 16_384, 39_990}) {
            for (int offset = 0; offset < 9; offset++) {
                sum.reset();
                sum.update(BYTES, offset, length);
                all = all * 31 + sum.getValue();
            }
        }
        return all;
    }

    static long direct(Checksum sum) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES.length).put(BYTES);
        long all = 0;
        for (int length = 0; length < 400; length++) {
            buffer.limit(length % 7 + length).position(length % 7);
            sum.update(buffer);
            all = all * 31 + sum.getValue();
        }
        buffer.clear();
        sum.update(buffer);
        buffer.clear();
        sum.update(buffer.asReadOnlyBuffer());
        return all * 31 + sum.getValue();
    }

    static long ones(Checksum sum) {
        byte[] ones = new byte[20_000];
        Arrays.fill(ones, (byte) -1);
        for (int i = 0; i < 5; i++) {
            sum.update(ones, 0, ones.length - i);
        }
        return sum.getValue();
    }

    static void refused(Checksum sum) {
        int[][] ranges = {{-1, 1}, {0, -1}, {1, 40_000}, {40_001, 0}, {Integer.MAX_VALUE, 1}, {40_000, 0}};
        for (int[] range : ranges) {
            try {
                sum.update(BYTES, range[0], range[1]);
                System.out.println("accepted " + sum.getValue());
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
        try {
            sum.update((byte[]) null, 0, 1);
        } catch (NullPointerException e) {
            System.out.println("null");
        }
    }

    static int encoded(Base64.Encoder encoder) {
        int all = 0;
        for (int length = 0; length < 300; length++) {
            byte[] out = encoder.encode(Arrays.copyOfRange(BYTES, length % 5, length % 5 + length));
            all = all * 31 + Arrays.hashCode(out);
        }
        return all * 31 + Arrays.hashCode(encoder.encode(BYTES));
    }

    static void alphabets() {
        byte[] all = new byte[48];
        for (int i = 0; i < 16; i++) {
            int bits = i * 4 << 18 | (i * 4 + 1) << 12 | (i * 4 + 2) << 6 | i * 4 + 3;
            all[3 * i] = (byte) (bits >> 16);
            all[3 * i + 1] = (byte) (bits >> 8);
            all[3 * i + 2] = (byte) bits;
        }
        System.out.println(Base64.getEncoder().encodeToString(all));
        System.out.println(Base64.getUrlEncoder().encodeToString(all));
        try {
            Base64.getEncoder().encode(BYTES, new byte[100]);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) {
        for (int i = 0; i < 4; i++) {
            for (Checksum sum : new Checksum[] {new CRC32(), new CRC32C(), new Adler32()}) {
                System.out.println(sums(sum) + " " + direct(sum) + " " + ones(sum));
            }
            System.out.println(encoded(Base64.getEncoder()) + " " + encoded(Base64.getUrlEncoder()) + " "
                + encoded(Base64.getMimeEncoder()) + " " + encoded(Base64.getEncoder().withoutPadding()));
        }
        refused(new CRC32());
        refused(new CRC32C());
        refused(new Adler32());
        alphabets();
    }
}
