// getstatic: static fields of every type, inherited, of interfaces, volatile; initialisation happens once;
// missing fields.
public class BC_getstatic {
    static boolean z = true;
    static byte b = -128;
    static char c = '\uffff';
    static short s = -32768;
    static int i = Integer.MIN_VALUE;
    static long l = Long.MIN_VALUE;
    static float f = -0f;
    static double d = Double.MIN_VALUE;
    static Object o = "ref";
    static int[] array = {1, 2};
    static volatile long vol = 1L << 40;
    static int unset;
    public int instance;

    interface Constants {
        int K = BC_getstatic.count();
        String NAME = new String("constants");
    }

    static class Parent {
        static int shared = 7;
        static int hidden = 1;
    }

    static class Child extends Parent implements Constants {
        static int hidden = 2;

        static {
            log.append("Child ");
        }
    }

    static StringBuilder log = new StringBuilder();
    static int counted;

    static int count() {
        return ++counted;
    }

    static String all() {
        return z + " " + b + " " + (int) c + " " + s + " " + i + " " + l + " " + f + " " + d + " " + o + " "
            + array[1] + " "
            + vol + " " + unset;
    }

    public static void main(String[] args) {
        for (int n = 0; n < 3; n++) {
            System.out.println(all());
            System.out.println(Child.shared + " " + log + Parent.hidden + Child.hidden + log + Child.K
                + Child.NAME
                + Constants.K + counted);
            b++;
            l--;
            o = n;
        }
        ClassWriterLite w = new ClassWriterLite(49, "GetStaticCode");
        w.field(ClassWriterLite.STATIC, "twin", "I").field(ClassWriterLite.STATIC, "twin", "J");
        w.method("set", "()V").max(2, 0).op("iconst_5").field("putstatic", "GetStaticCode", "twin", "I")
            .op("lconst_1")
            .field("putstatic", "GetStaticCode", "twin", "J").op("return");
        w.method("sum", "()J").max(4, 0).field("getstatic", "GetStaticCode", "twin", "I").op("i2l")
            .field("getstatic", "GetStaticCode", "twin", "J").op("ladd lreturn");
        w.method("missing", "()I").field("getstatic", "BC_getstatic", "nothing", "I").op("ireturn");
        w.method("wrongType", "()J").field("getstatic", "BC_getstatic", "unset", "J").op("lreturn");
        w.method("notStatic", "()I").field("getstatic", "BC_getstatic", "instance", "I").op("ireturn");
        w.method("noClass", "()I").field("getstatic", "no/such/Owner", "x", "I").op("ireturn");
        Class<?> code = w.define();
        ClassWriterLite.call(code, "set");
        System.out.println(ClassWriterLite.call(code, "sum"));
        for (String name : new String[] {"missing", "wrongType", "notStatic", "noClass", "missing",
            "noClass"}) {
            System.out.println(ClassWriterLite.outcome(code, name));
        }
    }
}
