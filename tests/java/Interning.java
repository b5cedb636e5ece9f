// String.intern: literals, constants, concatenations, runtime strings, across classes.
public class Interning {
    static final String CONSTANT = "con" + "stant";

    static class Other {
        static final String SAME = "shared literal";

        static String same() {
            return "shared literal";
        }
    }

    public static void main(String[] args) {
        String literal = "shared literal";
        String built = new StringBuilder("shared ").append("literal").toString();
        System.out.println((literal == Other.SAME) + " " + (literal == Other.same()) + " "
            + (literal == built) + " "
            + (literal == built.intern()) + " " + literal.equals(built) + " " + (CONSTANT == "constant"));
        String part = args.length == 0 ? "con" : "x";
        System.out.println((part + "stant" == CONSTANT) + " " + ((part + "stant").intern() == CONSTANT) + " "
            + ("" == new String().intern()) + " " + (String.valueOf(12).intern() == "12"));
        boolean all = true;
        for (int i = 0; i < 5000; i++) {
            String a = ("number" + i).intern();
            String b = ("num" + "ber".concat(Integer.toString(i))).intern();
            all &= a == b;
        }
        System.gc();
        System.out.println(all + " " + ("number" + 17).intern().equals("number17") + " "
            + (("é" + part.length()).intern() == "é3"));
        final String local = "loc";
        System.out.println((local + "al" == "local") + " "
            + (Interning.class.getName() == Interning.class.getName()) + " "
            + ("Interning" == Interning.class.getSimpleName().intern()));
    }
}
