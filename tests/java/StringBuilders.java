// StringBuilder and StringBuffer: append of all types, insert, delete, reverse, replace, Latin-1 to UTF-16
// growth.
public class StringBuilders {
    public static void main(String[] args) {
        StringBuilder b = new StringBuilder();
        b.append(true).append((byte) 1).append('c').append((short) 2).append(3).append(4L).append(5.5f)
            .append(-0.0)
            .append((Object) null).append("s").append(new char[] {'x', 'y'}).append("hello", 1, 3)
            .append((String) null)
            .append(new StringBuffer("buf")).appendCodePoint(0x1F600);
        System.out.println(b + " " + b.length());
        b.setLength(10);
        b.insert(0, "start").insert(5, 42).insert(b.length(), 'e').insert(2, new char[] {'!', '?'}).insert(0,
            1.5);
        System.out.println(b);
        b.delete(2, 5).deleteCharAt(0).replace(0, 3, "REPLACED").setCharAt(1, '#');
        System.out.println(b + " " + b.indexOf("4") + " " + b.lastIndexOf("e") + " " + b.charAt(3) + " "
            + b.substring(4) + " "
            + b.subSequence(1, 3));
        System.out.println(new StringBuilder("abc").reverse() + " " + new StringBuilder("a😀b").reverse() + " "
            + new StringBuilder("x").compareTo(new StringBuilder("y")) + " " + new StringBuilder().isEmpty());
        StringBuilder mixed = new StringBuilder("latin");
        mixed.append('é').append("日本").insert(0, '→').append("plain");
        System.out.println(mixed + " " + mixed.length() + " " + mixed.codePointAt(0) + " "
            + mixed.codePointCount(0, mixed.length()));
        mixed.setLength(3);
        mixed.append("\0\0").setLength(6);
        System.out.println(mixed.length() + " " + (int) mixed.charAt(5) + " " + mixed.capacity() / 1000);
        StringBuffer buffer = new StringBuffer();
        for (int i = 0; i < 1000; i++) {
            buffer.append(i % 10);
        }
        System.out.println(buffer.length() + " " + buffer.toString().hashCode() + " " + buffer.delete(5,
            995));
        StringBuilder grown = new StringBuilder(1);
        for (int i = 0; i < 5000; i++) {
            grown.append((char) ('a' + i % 26));
            if (i % 1000 == 999) {
                grown.append('Ω');
            }
        }
        System.out.println(grown.toString().hashCode() + " " + grown.chars().filter(c -> c == 'Ω').count());
        for (Runnable r : new Runnable[] {() -> new StringBuilder("abc").insert(4, "x"),
            () -> new StringBuilder("abc").charAt(3),
            () -> new StringBuilder("abc").delete(2, 1), () -> new StringBuilder("abc").setLength(-1),
            () -> new StringBuilder("abc").replace(4, 5, ""), () -> new StringBuilder("abc").substring(-1)}) {
            try {
                r.run();
                System.out.println("works");
            } catch (IndexOutOfBoundsException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
    }
}
