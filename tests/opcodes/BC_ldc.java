// ldc: int, float, String and Class constants; the same String each time, interned; arrays' and primitives'
// classes.
public class BC_ldc {
    static int anInt(int a) {
        return a + 100000;
    }

    static float aFloat() {
        return 3.25f;
    }

    static String aString() {
        return "constant";
    }

    static Class<?>[] classes() {
        return new Class<?>[] {BC_ldc.class, String[][].class, int[].class, Runnable.class, int.class};
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            System.out.println(anInt(i) + " " + aFloat() * i + " " + aString());
        }
        System.out.println(-100000 + " " + Integer.MAX_VALUE + " " + Integer.MIN_VALUE + " " + 32768 + " "
            + -32769);
        System.out.println(0.1f + " " + Float.NaN + " " + -0f + " " + Float.MIN_VALUE + " " + 1e38f);
        System.out.println((aString() == aString()) + " " + (aString() == "constant") + " "
            + (aString() == new String("constant")) + " " + (aString() == new String("constant").intern()));
        System.out.println("é ü 日本 \ud83d\ude00 \0 nul " + "\0".length() + " " + "\ud83d".length() + "");
        for (Class<?> c : classes()) {
            System.out.println(c.getName());
        }
        System.out.println((classes()[0] == BC_ldc.class) + " "
            + (classes()[1] == new String[0][0].getClass()));
        ClassWriterLite w = new ClassWriterLite(55, "LdcCode");
        w.method("type", "()Ljava/lang/Object;").load("ldc",
            ClassWriterLite.methodType("(I[J)Ljava/lang/String;"))
            .op("areturn");
        w.method("handle", "()Ljava/lang/Object;")
            .load("ldc", ClassWriterLite.methodHandle(6, "java/lang/Math", "max", "(II)I")).op("areturn");
        w.method("absent", "()Ljava/lang/Object;").load("ldc", ClassWriterLite.classConstant("no/such/Thing"))
            .op("areturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.call(code, "type"));
        System.out.println(ClassWriterLite.call(code, "handle"));
        System.out.println(ClassWriterLite.call(code, "type") == ClassWriterLite.call(code, "type"));
        System.out.println(ClassWriterLite.outcome(code, "absent"));
        System.out.println(ClassWriterLite.outcome(code, "absent"));
    }
}
