/** Strings are built: by StringBuilder, by concatenation, by join and by replacing. */
public class TextBuilding {
    static String hex(int value) {
        char[] digits = new char[8];
        for (int i = 7; i >= 0; i--) {
            digits[i] = "0123456789abcdef".charAt(value & 15);
            value >>>= 4;
        }
        return new String(digits);
    }

    static String page(int number) {
        StringBuilder page = new StringBuilder();
        for (int line = 0; line < 40; line++) {
            page.append("line ").append(line).append(" of ").append(number).append(": ");
            String name = "item-" + number + "/" + line;
            page.append(name).append('=').append(hex(number * 31 + line)).append(line % 3 == 0).append('\n');
            if (line % 10 == 9) {
                page.insert(0, "# " + (long) number * line + "\n");
            }
        }
        return page.toString();
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int check = 0;
        for (int round = 0; round < size; round++) {
            String page = page(round);
            check = check * 31 + page.hashCode() + page.length();
            String changed = page.replace("item", "Posten").replace(':', '|');
            check += changed.charAt(changed.length() / 2);
            check += String.join(",", "a" + round, "b", page.substring(3, 9)).length();
            check += new StringBuilder(changed).reverse().indexOf("netsoP");
            check += (changed + "\u00fc\u4e2d" + round).hashCode();
        }
        System.out.println("text building " + check);
    }
}
