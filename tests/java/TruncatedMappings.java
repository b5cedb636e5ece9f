// A mapped file that becomes shorter: accesses beyond its end are InternalErrors, and the program goes on.
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

public class TruncatedMappings {
    interface Body {
        Object run() throws Throwable;
    }

    static void attempt(String what, Body body) {
        try {
            System.out.println(what + ": " + body.run());
        } catch (Throwable e) {
            System.out.println(what + ": " + e);
        }
    }

    static void use(MappedByteBuffer m) {
        byte[] bytes = new byte[100];
        attempt("get", () -> m.get(40000));
        attempt("getChar", () -> (int) m.getChar(40000));
        attempt("getDouble", () -> m.getDouble(40000));
        attempt("put", () -> m.put(40000, (byte) 1));
        attempt("putLong", () -> m.putLong(40000, 1L));
        attempt("get bytes", () -> m.get(40000, bytes));
        attempt("put bytes", () -> m.put(40000, bytes));
        attempt("put buffer", () -> m.put(40000, ByteBuffer.allocateDirect(10), 0, 10));
        attempt("equals", () -> m.duplicate().position(30000).equals(ByteBuffer.allocate(35536)));
        attempt("ints", () -> m.asIntBuffer().get(9000));
        attempt("swapped ints",
            () -> m.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().position(9000).get(new int[9]));
        attempt("load", m::load);
        attempt("before the end", () -> m.get(10));
    }

    /** Long enough that the accesses are compiled with all that they call. */
    static long warm(MappedByteBuffer m) {
        long sum = 0;
        for (int i = 0; i < 4000; i++) {
            sum += m.get(i) + m.getChar(i) + (long) m.getDouble(i) + m.asIntBuffer().get(i);
            m.put(i, (byte) 0).putLong(i, 0);
        }
        return sum;
    }

    public static void main(String[] args) throws Exception {
        Path file = Files.createTempFile("truncated", "map");
        try (FileChannel channel =
                 FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(65536));
            MappedByteBuffer m = channel.map(FileChannel.MapMode.READ_WRITE, 0, 65536);
            System.out.println(warm(m));
            m.put(10, (byte) 7);
            channel.truncate(4096);
            for (int i = 0; i < 3; i++) {
                use(m);
            }
            Thread other = new Thread(() -> use(m));
            other.start();
            other.join();
        } finally {
            Files.delete(file);
        }
    }
}
