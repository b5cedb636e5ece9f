// dup2: copies a long, a double, or two words: compound assignment of array elements, long values used twice.
public class BC_dup2 {
    static long field;
    static double real;

    static int compound(int[] a, int i, int by) {
        a[i] += by;
        a[i] <<= 1;
        return a[i];
    }

    static long chain(long a) {
        long x = field = a - 1;
        return x + field;
    }

    static double chain(double a) {
        double x = real = a / 2;
        return x + real;
    }

    static void text(String[] a, int i) {
        a[i] += "!";
    }

    static long postfix() {
        return field++ * 1000 + ++field;
    }

    public static void main(String[] args) {
        int[] a = {1, 2, 3};
        System.out.println(compound(a, 1, 10) + " " + a[0] + a[2] + " " + chain(1L << 40) + " " + chain(3.5));
        String[] texts = {"a", null};
        text(texts, 0);
        text(texts, 1);
        System.out.println(texts[0] + texts[1] + " " + postfix());
        try {
            compound(null, 0, 1);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        ClassWriterLite c = new ClassWriterLite(49, "Dup2Code");
        c.method("words", "(II)I").max(4, 2).op("iload_0 iload_1 dup2 isub").op("sipush", 1000)
            .op("imul iadd isub ireturn");
        c.method("longs", "(J)J").max(4, 2).op("lload_0 dup2 lmul lreturn");
        c.method("doubles", "(D)D").max(4, 2).op("dload_0 dup2 dadd dreturn");
        c.method("mixed", "(ILjava/lang/String;)Ljava/lang/String;").max(4, 2)
            .op("iload_0 aload_1 dup2 areturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "words", 9, 4) + " " + ClassWriterLite.call(code,
            "longs", 1L << 20)
            + " " + ClassWriterLite.call(code, "doubles", 0.75) + " " + ClassWriterLite.call(code, "mixed",
            1, "m"));
    }
}
