// stdin: line one
// stdin: line two
// System.in byte by byte, then through a reader; System.out and System.err redirected and restored.
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

public class StdinBytes {
    public static void main(String[] args) throws IOException {
        int first = System.in.read();
        byte[] more = new byte[3];
        int n = System.in.read(more, 1, 2);
        System.out.println((char) first + " " + n + " " + new String(more, 1, n));
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in));
        System.out.println(reader.readLine() + "|" + reader.readLine() + "|" + reader.readLine() + "|"
            + System.in.read());
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true));
        System.out.print("caught é");
        System.setOut(out);
        System.setIn(new ByteArrayInputStream("fake".getBytes()));
        System.out.println(bytes.size() + " " + bytes + " " + (char) System.in.read());
        System.err.println("to stderr");
        System.err.printf("%d %s%n", 1, "x");
        System.out.write('w');
        System.out.write(new byte[] {'x', '\n'}, 0, 2);
        System.out.append('a').append("bc", 1, 2).println((Object) null);
        System.out.println(new char[] {'c', 'h'});
        System.out.flush();
        System.out.println(System.out.checkError() + " " + (System.console() == null));
    }
}
