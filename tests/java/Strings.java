// The methods of String.
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

public class Strings {
    public static void main(String[] args) {
        String s = "The quick brown fox";
        System.out.println(s.length() + " " + s.charAt(4) + " " + s.indexOf("quick") + " "
            + s.lastIndexOf('o') + " "
            + s.indexOf('z') + " " + s.contains("brown") + " " + s.startsWith("The") + " "
            + s.endsWith("fox"));
        System.out.println(s.substring(4, 9) + "|" + s.substring(16) + "|" + s.toUpperCase(Locale.ROOT) + "|"
            + s.toLowerCase(Locale.ROOT) + "|" + s.replace('o', '0') + "|" + s.replace("quick", "slow"));
        System.out.println(Arrays.toString(s.split(" ")) + Arrays.toString("a,b,,c,,".split(","))
            + Arrays.toString("a,b,,c,,".split(",", -1)) + Arrays.toString("a1b22c".split("[0-9]+", 2)));
        System.out.println("  trim me\t".trim() + "|" + "\u2003strip\u2003".strip() + "|"
            + " x ".stripLeading() + "|"
            + " x ".stripTrailing() + "|" + " \t".isBlank() + "|" + "".isEmpty());
        System.out.println("abc".compareTo("abd") + " " + "abc".compareTo("ab") + " "
            + "a".compareToIgnoreCase("B") + " "
            + "Straße".equalsIgnoreCase("STRASSE") + " " + "é".equalsIgnoreCase("É") + " "
            + "x".equals(null));
        System.out.println("hello".hashCode() + " " + "".hashCode() + " " + "日本語".hashCode() + " "
            + "polygenelubricants".hashCode());
        System.out.println("ab".repeat(3) + " " + String.join("-", "a", "b", "c") + " " + "x".concat("y")
            + " "
            + String.valueOf(new char[] {'c', 'h'}) + " " + String.valueOf((Object) null) + " "
            + String.copyValueOf(new char[] {'a', 'b', 'c'}, 1, 2));
        System.out.println("a\nb\r\nc".lines().count() + " " + "abc".chars().sum() + " " + "a😀b".codePoints()
            .count()
            + " " + "a😀b".length() + " " + "a😀b".codePointAt(1) + " " + "a😀b".offsetByCodePoints(0, 2));
        System.out.println("  in\n    dent".indent(2) + "|" + "  a\n   b".stripIndent() + "|"
            + "a\\tb\\101".translateEscapes().length());
        System.out.println("%s=%d".formatted("x", 5) + " "
            + "madam".contentEquals(new StringBuilder("madam")) + " "
            + "Hello".regionMatches(true, 1, "ELL", 0, 3) + " " + "x".matches("[a-z]") + " "
            + "a.b.c".replaceAll("\\.", "/") + " " + "a.b.c".replaceFirst("\\.", "\\$"));
        StringJoiner joiner = new StringJoiner(", ", "[", "]");
        joiner.setEmptyValue("nothing");
        System.out.println(joiner + " " + joiner.add("a").add("b") + " " + joiner.length());
        char[] chars = new char[6];
        "abcdef".getChars(1, 4, chars, 2);
        System.out.println((int) chars[0] + new String(chars, 2, 3) + " " + "ǅ".toLowerCase() + " "
            + "İ".toLowerCase(Locale.ROOT).length() + " " + "ß".toUpperCase(Locale.ROOT) + " "
            + "ΑΣ".toLowerCase(Locale.ROOT)
            + " " + "TITLE".toLowerCase(Locale.forLanguageTag("tr")));
        try {
            "abc".substring(2, 1);
        } catch (StringIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        try {
            "abc".charAt(3);
        } catch (StringIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        try {
            "x".repeat(-1);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
