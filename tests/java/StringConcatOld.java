// compile-with: --release 8
// The same operators compiled for Java 8: concatenation by StringBuilder, private access by synthetic
// methods.
public class StringConcatOld {
    private int secret = 5;
    private static String shared = "s";

    class Inner {
        private long deep = 7;

        String look() {
            return "secret " + secret++ + " " + ++secret + " " + (secret *= 3) + " " + (shared += "t")
                + hidden(2);
        }
    }

    private String hidden(int n) {
        return "hidden" + n;
    }

    public static void main(String[] args) {
        StringConcatOld outer = new StringConcatOld();
        Inner inner = outer.new Inner();
        System.out.println(inner.look() + inner.deep-- + inner.deep + outer.secret);
        String text = null;
        text += 'c';
        text += 1L + 2.5f;
        System.out.println(text + -0.0 + (char) 65 + (byte) 300 + true + null);
        Runnable r = () -> System.out.println("lambda " + outer.secret + StringConcatOld.shared);
        r.run();
    }
}
