// env: LC_ALL=C
// Standard output in the C locale: characters outside ASCII are replaced; file.encoding follows the locale.
public class EncodingAscii {
    public static void main(String[] args) {
        System.out.println("é 日 😀 plain");
        System.out.println(System.getProperty("file.encoding") + " "
            + java.nio.charset.Charset.defaultCharset() + " "
            + System.getProperty("native.encoding") + " " + System.getProperty("sun.jnu.encoding"));
        System.out.println("é".getBytes().length + " " + new String(new byte[] {(byte) 0xc3, (byte) 0xa9})
            .length());
        System.err.println("ü");
    }
}
