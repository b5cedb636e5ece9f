// Identifiers and strings outside ASCII: classes, fields, methods and variables; unicode escapes in the
// source.
public class UnicodeNames {
    static int größe = 3;
    static final String ПРИВЕТ = "привет";

    enum Farbe { ROT, GRÜN }

    static class 数 {
        int 値 = 5;

        int 足す(int n) {
            return 値 + n;
        }
    }

    static int $dollar_under_(int _a, int $b) {
        return _a - $b;
    }

    public static void main(String[] args) throws Exception {
        int π = 31;
        \u0069nt escaped = 7;
        System.out.println(größe + π + escaped + " " + ПРИВЕТ + " " + Farbe.GRÜN + " "
            + Farbe.valueOf("GRÜN").ordinal() + " "
            + new 数().足す(2) + " " + $dollar_under_(5, 3));
        System.out.println(new 数().getClass().getName() + " " + 数.class.getDeclaredField("値").getName() + " "
            + 数.class.getDeclaredMethod("足す", int.class) + " " + Class.forName("UnicodeNames$数")
            .getSimpleName());
        System.out.println("\u00e9\t\u4e2d\uD83D\uDE00 \101\7".length() + " 𝔘𝔫𝔦 " + "𝔘".codePointAt(0));
        try {
            throw new IllegalStateException("ünï → 失敗");
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        Object o = new 数();
        try {
            System.out.println((String) o);
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        数 nothing = args.length > 5 ? new 数() : null;
        try {
            nothing.足す(1);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }
}
