// switch statements of the old form: dense, sparse, strings, chars, enums, boxed values, fall through, no
// default.
public class SwitchOld {
    enum Colour { RED, GREEN, BLUE }

    static String dense(int n) {
        switch (n) {
            case -1: return "minus one";
            case 0: return "zero";
            case 1:
            case 2: return "one or two";
            case 5: return "five";
            default: return "other";
        }
    }

    static String sparse(int n) {
        switch (n) {
            case Integer.MIN_VALUE: return "min";
            case -1000: return "-1000";
            case 0: return "0";
            case 7777777: return "lucky";
            case Integer.MAX_VALUE: return "max";
        }
        return "none";
    }

    static int strings(String s) {
        switch (s) {
            case "Aa": return 1;
            case "BB": return 2;
            case "": return 3;
            case "AaAa": return 4;
            case "BBBB": return 5;
            case "AaBB": return 6;
            default: return -s.length();
        }
    }

    static String fall(char c) {
        StringBuilder out = new StringBuilder();
        switch (c) {
            case 'a': out.append("a");
            case 'b': out.append("b");
            default: out.append("d");
            case 'c': out.append("c");
                break;
            case '\uffff': out.append("last");
        }
        return out.toString();
    }

    static String colour(Colour c) {
        switch (c) {
            case RED: return "warm";
            case BLUE: return "cold";
            default: return "neither " + c.ordinal();
        }
    }

    public static void main(String[] args) {
        for (int n : new int[] {-2, -1, 0, 1, 2, 3, 4, 5, 6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            System.out.println(n + " " + dense(n) + " " + sparse(n));
        }
        System.out.println(sparse(-1000) + " " + sparse(7777777) + " " + sparse(7777778));
        for (String s : new String[] {"Aa", "BB", "", "AaAa", "BBBB", "AaBB", "BBAa", "C#"}) {
            System.out.println("'" + s + "' " + s.hashCode() + " " + strings(s));
        }
        System.out.println(fall('a') + " " + fall('b') + " " + fall('c') + " " + fall('x') + " "
            + fall('\uffff'));
        for (Colour c : Colour.values()) {
            System.out.println(c + " " + colour(c));
        }
        Integer boxed = 300;
        switch (boxed) {
            case 300: System.out.println("boxed");
        }
        try {
            strings(null);
        } catch (NullPointerException e) {
            System.out.println("null string: " + e.getMessage());
        }
        try {
            colour(null);
        } catch (NullPointerException e) {
            System.out.println("null enum: " + e.getMessage());
        }
    }
}
