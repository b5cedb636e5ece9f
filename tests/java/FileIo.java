// java.io on files: streams, readers, writers, RandomAccessFile, File, data streams, buffering, errors.
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.PrintWriter;
import java.io.PushbackInputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

public class FileIo {
    public static void main(String[] args) throws IOException {
        File dir = new File("work");
        System.out.println(dir.mkdir() + " " + dir.mkdir() + " " + dir.isDirectory() + " " + new File(dir,
            "a/b").mkdirs());
        File text = new File(dir, "text.txt");
        try (PrintWriter out = new PrintWriter(new BufferedWriter(new FileWriter(text,
            StandardCharsets.UTF_8)))) {
            out.println("first line");
            out.printf("%d é 日本%n", 42);
            out.print("no newline");
        }
        System.out.println(text.length() + " " + text.exists() + " " + text.canRead() + " " + text.getName()
            + " " + text.getPath());
        try (BufferedReader in = new BufferedReader(new FileReader(text, StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                System.out.println("> " + line);
            }
        }
        File data = new File(dir, "data.bin");
        try (DataOutputStream out = new DataOutputStream(new FileOutputStream(data))) {
            out.writeBoolean(true);
            out.writeByte(-1);
            out.writeShort(-2);
            out.writeChar('c');
            out.writeInt(Integer.MIN_VALUE);
            out.writeLong(1L << 40);
            out.writeFloat(1.5f);
            out.writeDouble(-0.0);
            out.writeUTF("utf é \0");
            System.out.println(out.size());
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(data)))) {
            System.out.println(in.readBoolean() + " " + in.readByte() + " " + in.readUnsignedShort() + " "
                + in.readChar() + " "
                + in.readInt() + " " + in.readLong() + " " + in.readFloat() + " " + in.readDouble() + " "
                + in.readUTF().length());
            in.readInt();
        } catch (EOFException e) {
            System.out.println("end " + e.getMessage());
        }
        try (RandomAccessFile raf = new RandomAccessFile(data, "rw")) {
            raf.seek(raf.length());
            raf.write("tail".getBytes());
            raf.seek(5);
            raf.writeInt(0x01020304);
            raf.seek(6);
            System.out.println(raf.read() + " " + raf.getFilePointer() + " " + raf.length());
            raf.setLength(10);
            System.out.println(raf.length());
        }
        try (FileOutputStream append = new FileOutputStream(text, true)) {
            append.write("\nappended".getBytes(), 0, 5);
        }
        try (LineNumberReader in = new LineNumberReader(new FileReader(text))) {
            in.skip(11);
            in.mark(100);
            String second = in.readLine();
            in.reset();
            System.out.println(second.length() + " " + in.getLineNumber() + " " + in.readLine()
                .equals(second));
        }
        try (SequenceInputStream all = new SequenceInputStream(new FileInputStream(text),
            new FileInputStream(text))) {
            System.out.println(all.readAllBytes().length);
        }
        PushbackInputStream push = new PushbackInputStream(new FileInputStream(text), 2);
        int b = push.read();
        push.unread(b);
        push.unread('!');
        System.out.println((char) push.read() + "" + (char) push.read() + push.available());
        push.close();
        File renamed = new File(dir, "renamed");
        System.out.println(text.renameTo(renamed) + " " + text.exists() + " " + renamed.delete() + " "
            + renamed.delete());
        String[] names = dir.list();
        Arrays.sort(names);
        System.out.println(Arrays.toString(names) + " " + dir.delete() + " " + new File("none").list());
        for (String bad : new String[] {"missing.txt", "work", "missing/deep"}) {
            try {
                new FileInputStream(bad).close();
            } catch (FileNotFoundException e) {
                System.out.println(e.getMessage());
            }
            try {
                new FileOutputStream(bad + "/x/y").close();
            } catch (FileNotFoundException e) {
                System.out.println(e.getMessage());
            }
        }
        FileInputStream closed = new FileInputStream(data);
        closed.close();
        try {
            closed.read();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(new File("a/../b/./c").getCanonicalFile().getName() + " " + new File("/x//y/")
            .getPath() + " "
            + new File("rel").isAbsolute() + " " + new File("/p/q").getParent() + " " + new File("f")
            .getParentFile() + " "
            + data.setLastModified(1_000_000_000_000L) + " " + data.lastModified() + " " + data.setReadOnly()
            + data.isHidden());
        File temp = File.createTempFile("pre", ".suf", dir);
        System.out.println(temp.getName().startsWith("pre") + " " + temp.delete());
    }
}
