// putstatic: static fields of every type keep their neighbours; narrow types are cut; finals;
// initialisation; errors.
public class BC_putstatic {
    static boolean z;
    static byte b;
    static char c;
    static short s;
    static int i;
    static long l;
    static float f;
    static double d;
    static Object o;
    static volatile long vol;
    static int[] array;
    public int instance;

    static class Parent {
        static int shared;
    }

    static class Child extends Parent {
        static int runs;

        static {
            runs++;
        }
    }

    static final int FINAL;

    static {
        FINAL = Integer.parseInt("12");
    }

    static void set(int n, long m, double r, Object x) {
        z = n > 1;
        b = (byte) n;
        c = (char) n;
        s = (short) n;
        i = n;
        l = m;
        f = (float) r;
        d = r;
        o = x;
        vol = -m;
        array = new int[] {n};
    }

    static String all() {
        return z + " " + b + " " + (int) c + " " + s + " " + i + " " + l + " " + f + " " + d + " " + o + " "
            + vol + " "
            + array[0];
    }

    public static void main(String[] args) {
        set(1, 1L << 40, 1.5, "x");
        System.out.println(all());
        set(-1, Long.MIN_VALUE, Double.NaN, null);
        System.out.println(all());
        set(0x12345678, 3, 1e300, 'c');
        System.out.println(all());
        for (int n = 0; n < 3; n++) {
            Child.shared = n;
            Child.runs += 10;
            System.out.println(Parent.shared + " " + Child.runs + " " + FINAL);
        }
        ClassWriterLite w = new ClassWriterLite(49, "PutStaticCode");
        w.field(ClassWriterLite.STATIC, "z", "Z").field(ClassWriterLite.STATIC, "b", "B");
        w.method("bool", "(I)Z").max(1, 1).op("iload_0").field("putstatic", "PutStaticCode", "z", "Z")
            .field("getstatic", "PutStaticCode", "z", "Z").op("ireturn");
        w.method("small", "(I)I").max(1, 1).op("iload_0").field("putstatic", "PutStaticCode", "b", "B")
            .field("getstatic", "PutStaticCode", "b", "B").op("ireturn");
        w.method("missing", "()V").op("iconst_1").field("putstatic", "BC_putstatic", "nothing", "I")
            .op("return");
        w.method("toFinal", "()V").op("iconst_1").field("putstatic", "BC_putstatic", "FINAL", "I")
            .op("return");
        w.method("notStatic", "()V").op("iconst_1")
            .field("putstatic", "BC_putstatic", "instance", "I").op("return");
        w.method("noClass", "()V").op("iconst_1").field("putstatic", "no/such/Owner", "x", "I").op("return");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.call(code, "bool", 1) + " " + ClassWriterLite.call(code, "bool",
            0) + " "
            + ClassWriterLite.call(code, "small", 300) + " " + ClassWriterLite.call(code, "small", 0x180));
        for (String name : new String[] {"missing", "toFinal", "notStatic", "noClass", "missing",
            "toFinal"}) {
            System.out.println(ClassWriterLite.outcome(code, name));
        }
    }
}
