// char as a number: loops, increments, comparisons, conversions, surrogates.
public class CharArithmetic {
    static String caesar(String text, int by) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c >= 'a' && c <= 'z') {
                c = (char) ('a' + (c - 'a' + by + 26) % 26);
            } else if (c >= 'A' && c <= 'Z') {
                c = (char) ('A' + (c - 'A' + by + 26) % 26);
            }
            out.append(c);
        }
        return out.toString();
    }

    public static void main(String[] args) {
        for (char c = 'a'; c <= 'f'; c++) {
            System.out.print(c + " " + (int) c + " " + (char) (c - 32) + "; ");
        }
        System.out.println();
        String secret = caesar("Hello, Moka!", 3);
        System.out.println(secret + " " + caesar(secret, -3));
        char max = Character.MAX_VALUE;
        max++;
        System.out.println((int) max + " " + ('a' + 'b') + " " + (char) ('a' + 1) + " " + 'a' + 1);
        char x = 'x';
        x += 1;
        x--;
        System.out.println(x + " " + x++ + " " + ++x + " " + (x > 'w') + " " + (x == 122));
        int smile = 0x1F600;
        char[] pair = Character.toChars(smile);
        System.out.println(pair.length + " " + (int) pair[0] + " " + (int) pair[1] + " "
            + Character.toCodePoint(pair[0], pair[1]) + " " + new String(pair).codePointCount(0, 2));
        System.out.println(Character.isLetter('é') + " " + Character.isDigit('٣') + " "
            + Character.digit('٣', 10)
            + " " + Character.getNumericValue('Z') + " " + Character.isWhitespace('\u00a0') + " "
            + Character.toUpperCase('ß') + " " + Character.toTitleCase('ǆ') + " " + Character.getType('$'));
        System.out.println(Character.isJavaIdentifierStart('_') + " " + Character.isMirrored('(') + " "
            + Character.getName('A') + " " + Character.UnicodeBlock.of('Ω') + " "
            + Character.UnicodeScript.of('Ж') + " " + Character.isIdeographic('中'));
    }
}
