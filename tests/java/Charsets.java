// Charsets: encoding and decoding in several, malformed input, encoders with actions, names, readers and
// writers.
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

public class Charsets {
    static String hex(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append(String.format("%02x", b));
        }
        return out.toString();
    }

    public static void main(String[] args) throws IOException {
        String[] texts = {"plain", "é ü ß €", "日本語", "😀 ok", "\ud800 lone", "mixed Жλ中", "",
            "\0\u007f\u0080\u00ff\uffff"};
        String[] names = {"UTF-8", "US-ASCII", "ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32",
            "windows-1252", "Shift_JIS",
            "GB18030", "EUC-JP", "ISO-8859-15", "IBM037", "Big5", "KOI8-R", "ISO-2022-JP", "CESU-8"};
        for (String name : names) {
            Charset c = Charset.forName(name);
            StringBuilder out = new StringBuilder(c.name() + ":");
            for (String t : texts) {
                byte[] bytes = t.getBytes(c);
                out.append(' ').append(hex(bytes)).append(new String(bytes, c).equals(t) ? "" : "!");
            }
            System.out.println(out);
        }
        byte[][] bad = {{(byte) 0xc3}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {'a', (byte) 0xff, 'b'},
            {(byte) 0xf0, (byte) 0x9f, (byte) 0x98}, {(byte) 0xe2, 0x28, (byte) 0xa1}, {(byte) 0xf4,
            (byte) 0x90, (byte) 0x80, (byte) 0x80}};
        for (byte[] b : bad) {
            String s = new String(b, StandardCharsets.UTF_8);
            StringBuilder out = new StringBuilder();
            s.chars().forEach(c -> out.append(Integer.toHexString(c)).append(' '));
            CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
            try {
                out.append(strict.decode(ByteBuffer.wrap(b)));
            } catch (CharacterCodingException e) {
                out.append(e.getMessage());
            }
            System.out.println(out);
        }
        CharsetEncoder ascii = StandardCharsets.US_ASCII.newEncoder()
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(new byte[] {'#'});
        System.out.println(hex(ascii.encode(CharBuffer.wrap("aéb")).array()) + " " + ascii.canEncode('é')
            + " " + ascii.maxBytesPerChar());
        CharsetEncoder utf = StandardCharsets.UTF_8.newEncoder();
        ByteBuffer small = ByteBuffer.allocate(4);
        CharBuffer in = CharBuffer.wrap("abécd");
        CoderResult r = utf.encode(in, small, true);
        System.out.println(r + " " + in.remaining() + " " + small.position());
        try {
            StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap("日"));
        } catch (CharacterCodingException e) {
            System.out.println(e);
        }
        System.out.println(Charset.defaultCharset() + " " + Charset.isSupported("latin1") + " "
            + Charset.forName("latin1") + " "
            + StandardCharsets.UTF_8.contains(StandardCharsets.US_ASCII) + " "
            + new java.util.TreeSet<>(StandardCharsets.UTF_8.aliases()) + " "
            + Charset.availableCharsets().containsKey("UTF-16"));
        for (String name : new String[] {"no-such", "bad name!"}) {
            try {
                Charset.forName(name);
            } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
                System.out.println(e);
            }
        }
        try {
            "x".getBytes("none");
        } catch (java.io.UnsupportedEncodingException e) {
            System.out.println(e.getMessage());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStreamWriter w = new OutputStreamWriter(bytes, StandardCharsets.UTF_16LE)) {
            w.write("x😀y");
            System.out.println(w.getEncoding());
        }
        InputStreamReader reader = new InputStreamReader(new ByteArrayInputStream(bytes.toByteArray()),
            "UTF-16LE");
        System.out.println(reader.read() + " " + reader.read() + " " + reader.read() + " " + reader.read()
            + " " + reader.read());
    }
}
