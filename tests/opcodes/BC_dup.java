// dup: copies the top word, as javac does for new, assignments used as values, and synchronized blocks.
public class BC_dup {
    static int field;
    static Object object;

    static int chain(int a) {
        int x = field = a + 1;
        return x * 2;
    }

    static String make(String s) {
        return new StringBuilder(s).append(s).toString();
    }

    static float floats(float a) {
        float b;
        float c = b = a * 2;
        return b + c;
    }

    static int locked(Object o) {
        synchronized (o) {
            return o.hashCode();
        }
    }

    public static void main(String[] args) {
        System.out.println(chain(5) + " " + field + " " + make("ab") + " " + floats(1.25f) + " "
            + locked("x"));
        Object same = object = new int[] {1, 2, 3};
        System.out.println(same == object);
        ClassWriterLite c = new ClassWriterLite(49, "DupCode");
        c.method("square", "(I)I").max(2, 1).op("iload_0 dup imul ireturn");
        c.method("eight", "(F)F").max(4, 1).op("fload_0 dup dup dup fadd fadd fadd dup fadd freturn");
        c.method("same", "(Ljava/lang/Object;)Z").max(2, 1).op("aload_0 dup").jump("if_acmpeq", "yes")
            .op("iconst_0 ireturn").label("yes").op("iconst_1 ireturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "square", -7) + " " + ClassWriterLite.call(code,
            "eight", 1.5f)
            + " " + ClassWriterLite.call(code, "same", "s") + " " + ClassWriterLite.call(code, "same",
            (Object) null));
    }
}
