// Piped, byte-array, char-array and string streams; object and print streams between threads; filters;
// errors.
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayReader;
import java.io.CharArrayWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.stream.Collectors;

public class SystemStreams {
    static class Upper extends FilterInputStream {
        Upper(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            return c < 0 ? c : Character.toUpperCase(c);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = super.read(b, off, len);
            for (int i = off; i < off + n; i++) {
                b[i] = (byte) Character.toUpperCase(b[i]);
            }
            return n;
        }
    }

    public static void main(String[] args) throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out, 16);
        Thread writer = new Thread(() -> {
            try (PrintStream p = new PrintStream(out)) {
                for (int i = 0; i < 100; i++) {
                    p.println("line " + i);
                }
            }
        });
        writer.start();
        System.out.println(new String(in.readAllBytes()).lines()
            .collect(Collectors.summingInt(String::length)));
        writer.join();
        PipedWriter pw = new PipedWriter();
        PipedReader pr = new PipedReader(pw);
        new Thread(() -> {
            try (pw) {
                pw.write("piped é chars");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).start();
        System.out.println(new BufferedReader(pr).readLine());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Upper(new ByteArrayInputStream("filter me".getBytes())).transferTo(bytes);
        System.out.println(bytes + " " + (char) new Upper(new ByteArrayInputStream(new byte[] {'x'})).read());
        CharArrayWriter chars = new CharArrayWriter();
        chars.append("abc").append('d').append("efg", 1, 2).write("hi", 0, 1);
        System.out.println(chars + " " + chars.size() + " " + new CharArrayReader(chars.toCharArray(), 1, 2)
            .read());
        StringWriter s = new StringWriter();
        PrintWriter p = new PrintWriter(s);
        p.printf("%d-%s", 1, "x");
        p.println();
        p.append("end").print(2.5);
        System.out.println(s.toString().replace("\n", "|") + " " + p.checkError());
        PushbackReader push = new PushbackReader(new StringReader("bc"));
        push.unread('a');
        System.out.println((char) push.read() + "" + (char) push.read() + (char) push.read() + push.read());
        Reader r = new StringReader("skip and mark");
        r.skip(5);
        r.mark(10);
        char[] buffer = new char[3];
        System.out.println(r.read(buffer) + new String(buffer));
        r.reset();
        System.out.println((char) r.read() + " " + InputStream.nullInputStream().read() + " " + r.ready());
        r.close();
        try {
            r.read();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        ByteArrayInputStream marked = new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5});
        marked.skip(2);
        marked.mark(0);
        marked.read();
        marked.reset();
        System.out.println(marked.available() + " " + marked.readNBytes(2).length + " "
            + marked.markSupported());
        PrintStream failing = new PrintStream(new java.io.OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        });
        failing.print("x");
        failing.flush();
        System.out.println(failing.checkError());
        try (Writer w = Writer.nullWriter()) {
            w.write("gone");
        }
        try {
            new PipedInputStream().read();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        try {
            new BufferedReader(new StringReader("x")).lines().map(l -> {
                throw new UncheckedIOException(new IOException("inside"));
            }).count();
            new ByteArrayInputStream(new byte[1]).read(new byte[1], 0, 2);
        } catch (UncheckedIOException | IndexOutOfBoundsException e) {
            System.out.println(e.getClass().getSimpleName());
        }
    }
}
