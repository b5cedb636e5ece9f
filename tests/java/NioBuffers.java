// Buffers and channels: heap and direct, views, byte orders, slices, file channels, mapping, scatter, pipes.
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

public class NioBuffers {
    static void exercise(ByteBuffer b) {
        b.put((byte) 1).putInt(0x01020304).putLong(-2).putDouble(1.5).putChar('c').putShort((short) -3)
            .putFloat(2.5f);
        System.out.println(b + " " + b.remaining() + " " + b.hasRemaining());
        b.flip();
        System.out.println(b.get() + " " + b.getInt() + " " + b.getLong() + " " + b.getDouble() + " "
            + b.getChar() + " "
            + b.getShort() + " " + b.getFloat() + " " + b.position() + " " + b.limit());
        b.order(ByteOrder.LITTLE_ENDIAN);
        System.out.println(b.getInt(1) + " " + b.getShort(1) + " " + b.order());
        b.position(1).mark();
        b.get();
        b.reset();
        ByteBuffer slice = b.slice();
        slice.put(0, (byte) 99);
        System.out.println(b.get(1) + " " + slice.capacity() + " " + b.duplicate().position() + " "
            + b.compact().position() + " "
            + b.asReadOnlyBuffer().isReadOnly() + " " + b.isDirect() + " " + b.hasArray());
        b.clear();
        IntBuffer ints = b.order(ByteOrder.BIG_ENDIAN).asIntBuffer();
        ints.put(new int[] {1, 2, 3}).put(0, 7);
        System.out.println(b.getInt(0) + " " + b.getInt(8) + " " + ints.position() + " " + ints.capacity());
        try {
            b.position(b.limit()).put((byte) 1);
        } catch (BufferOverflowException e) {
            System.out.println("overflow");
        }
        try {
            b.getInt();
        } catch (BufferUnderflowException e) {
            System.out.println("underflow");
        }
        try {
            b.get(1000);
        } catch (IndexOutOfBoundsException e) {
            System.out.println("bounds");
        }
        try {
            b.asReadOnlyBuffer().put(0, (byte) 1);
        } catch (ReadOnlyBufferException e) {
            System.out.println("read only");
        }
    }

    public static void main(String[] args) throws IOException {
        exercise(ByteBuffer.allocate(40));
        exercise(ByteBuffer.allocateDirect(40));
        exercise(ByteBuffer.wrap(new byte[50], 5, 45).slice());
        CharBuffer chars = CharBuffer.wrap("chars");
        System.out.println(chars.subSequence(1, 3) + " " + chars.length() + " " + CharBuffer.allocate(3)
            .put("ab").flip() + " "
            + ByteBuffer.wrap(new byte[] {1, 2}).compareTo(ByteBuffer.wrap(new byte[] {1, 3})) + " "
            + ByteBuffer.wrap(new byte[] {1, 2}).equals(ByteBuffer.wrap(new byte[] {1, 2})) + " "
            + ByteBuffer.wrap(new byte[] {1, 2, 3}).hashCode() + " " + LongBuffer.wrap(new long[] {5})
            .get(0));
        Path path = Path.of("channel");
        try (FileChannel ch = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
            ch.write(new ByteBuffer[] {ByteBuffer.wrap("head".getBytes()),
                ByteBuffer.wrap("tail".getBytes())});
            ch.write(ByteBuffer.wrap("XX".getBytes()), 20);
            System.out.println(ch.size() + " " + ch.position());
            MappedByteBuffer map = ch.map(FileChannel.MapMode.READ_WRITE, 0, 22);
            map.put(1, (byte) 'E');
            map.force();
            ByteBuffer in = ByteBuffer.allocateDirect(4);
            ch.read(in, 0);
            System.out.println(StandardCharsets.UTF_8.decode(in.flip()) + " " + map.get(19) + " "
                + (char) map.get(20));
            ch.truncate(6).position(0);
            ByteBuffer[] parts = {ByteBuffer.allocate(2), ByteBuffer.allocate(10)};
            System.out.println(ch.read(parts) + " " + parts[0].position() + parts[1].position() + " "
                + ch.read(ByteBuffer.allocate(1)));
            Channels.newOutputStream(ch).write('!');
            System.out.println(ch.size() + " " + ch.tryLock().isValid());
            try (FileChannel other = FileChannel.open(Path.of("copy"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
                System.out.println(ch.transferTo(1, 100, other) + " " + other.size());
            }
        }
        Pipe pipe = Pipe.open();
        pipe.sink().write(ByteBuffer.wrap("through".getBytes()));
        pipe.sink().close();
        ByteBuffer got = ByteBuffer.allocate(100);
        pipe.source().read(got);
        System.out.println(new String(got.array(), 0, got.position()) + " " + pipe.source().read(got));
    }
}
