// invokedynamic: call sites constant, mutable and volatile; bootstrap arguments; linked once per site;
// failing bootstraps.
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;

public class BC_invokedynamic {
    static int linked;
    static MutableCallSite mutable;

    public static CallSite link(MethodHandles.Lookup lookup, String name, MethodType type) throws Exception {
        linked++;
        return new ConstantCallSite(lookup.findStatic(BC_invokedynamic.class, name, type));
    }

    public static CallSite add(MethodHandles.Lookup lookup, String name, MethodType type, int a, long b,
        String c,
            Class<?> d, MethodHandle e) throws Throwable {
        linked++;
        String text = a + " " + b + " " + c + " " + d.getSimpleName() + " " + (int) e.invokeExact(-4);
        return new ConstantCallSite(MethodHandles.constant(String.class, text));
    }

    public static CallSite changing(MethodHandles.Lookup lookup, String name, MethodType type)
        throws Exception {
        linked++;
        mutable = new MutableCallSite(lookup.findStatic(BC_invokedynamic.class, "one", type));
        return mutable;
    }

    public static CallSite failing(MethodHandles.Lookup lookup, String name, MethodType type) {
        linked++;
        throw new IllegalStateException("bootstrap " + name);
    }

    public static CallSite nothing(MethodHandles.Lookup lookup, String name, MethodType type) {
        return null;
    }

    public static int sub(int a, int b) {
        return a - b;
    }

    public static double mix(long a, double b, float c, Object d) {
        return a + b + c + d.hashCode();
    }

    public static int one() {
        return 1;
    }

    public static int two() {
        return 2;
    }

    static int lambda(int a, int b) {
        int base = a * 100;
        IntBinaryOperator op = (x, y) -> base + x * y;
        Supplier<String> text = String::new;
        return op.applyAsInt(a, b) + text.get().length();
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 3; i++) {
            System.out.println(lambda(i, 7));
        }
        String simple = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
            + "Ljava/lang/invoke/MethodType;";
        String end = ")Ljava/lang/invoke/CallSite;";
        ClassWriterLite c = new ClassWriterLite(51, "IndyCode");
        int link = c.bootstrap("BC_invokedynamic", "link", simple + end);
        int add = c.bootstrap("BC_invokedynamic", "add", simple + "IJLjava/lang/String;Ljava/lang/Class;"
            + "Ljava/lang/invoke/MethodHandle;" + end, 5, 1L << 33, "text",
            ClassWriterLite.classConstant("[I"),
            ClassWriterLite.methodHandle(6, "java/lang/Math", "abs", "(I)I"));
        int changing = c.bootstrap("BC_invokedynamic", "changing", simple + end);
        int failing = c.bootstrap("BC_invokedynamic", "failing", simple + end);
        int nothing = c.bootstrap("BC_invokedynamic", "nothing", simple + end);
        c.method("twoSites", "(II)I").max(4, 2).op("iload_0 iload_1").indy(link, "sub", "(II)I")
            .op("iload_1 iload_0").indy(link, "sub", "(II)I").op("ishl ireturn");
        c.method("mix", "(JDFLjava/lang/Object;)D").max(6, 6).op("lload_0 dload_2").op("fload", 4)
            .op("aload", 5)
            .indy(link, "mix", "(JDFLjava/lang/Object;)D").op("dreturn");
        c.method("add", "()Ljava/lang/String;").indy(add, "any", "()Ljava/lang/String;").op("areturn");
        c.method("changing", "()I").indy(changing, "x", "()I").op("ireturn");
        c.method("failing", "()I").indy(failing, "oops", "()I").op("ireturn");
        c.method("nothing", "()I").indy(nothing, "x", "()I").op("ireturn");
        c.method("absent", "()I").indy(link, "noSuchMethod", "()I").op("ireturn");
        Class<?> code = c.define();
        for (int i = 0; i < 3; i++) {
            System.out.println(ClassWriterLite.call(code, "twoSites", 10, 7) + " "
                + ClassWriterLite.call(code, "mix", 1L << 40, 0.5, 0.25f, "h") + " "
                + ClassWriterLite.call(code, "add")
                + " " + linked);
        }
        System.out.println(ClassWriterLite.call(code, "changing"));
        mutable.setTarget(MethodHandles.lookup().findStatic(BC_invokedynamic.class, "two",
            MethodType.methodType(int.class)));
        System.out.println(ClassWriterLite.call(code, "changing") + " " + linked);
        for (String name : new String[] {"failing", "nothing", "absent", "failing"}) {
            try {
                System.out.println(ClassWriterLite.call(code, name));
            } catch (Throwable t) {
                System.out.println(t + " / " + t.getCause() + " " + linked);
            }
        }
    }
}
