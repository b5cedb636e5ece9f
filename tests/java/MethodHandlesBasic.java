// Method handles: lookups of every kind, invoke and invokeExact, bindTo, varargs, constructors, fields,
// errors.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.ArrayList;
import java.util.List;

public class MethodHandlesBasic {
    int field = 5;
    static String shared = "s";
    private long hidden = 7;

    MethodHandlesBasic() { }

    MethodHandlesBasic(int f) {
        field = f;
    }

    static String join(String a, int b) {
        return a + b;
    }

    int add(int a, long b, double c) {
        return field + a + (int) b + (int) c;
    }

    private String secret() {
        return "secret" + hidden;
    }

    static int sum(int... values) {
        int sum = 0;
        for (int v : values) {
            sum += v;
        }
        return sum;
    }

    static void nothing() {
        shared += "!";
    }

    static boolean flags(boolean a, byte b, char c, short d, float e) {
        return a && b == -1 && c == 'c' && d == -2 && e == 1.5f;
    }

    static class Child extends MethodHandlesBasic {
        @Override
        public String toString() {
            return "child";
        }

        String above() throws Throwable {
            return ((String) MethodHandles.lookup().findSpecial(Object.class, "toString",
                MethodType.methodType(String.class),
                Child.class).invokeExact(this)).replaceAll("@.*", "@");
        }
    }

    interface Step {
        Object run() throws Throwable;
    }

    static void show(Step s) {
        try {
            System.out.println(s.run());
        } catch (Throwable t) {
            System.out.println(t.toString().replaceAll("@[0-9a-f]+", "@"));
        }
    }

    public static void main(String[] args) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> c = MethodHandlesBasic.class;
        MethodHandle join = lookup.findStatic(c, "join", MethodType.methodType(String.class, String.class,
            int.class));
        System.out.println((String) join.invokeExact("a", 1) + " " + join.invoke("b", (byte) 2) + " "
            + join.type() + " " + join);
        for (int i = 0; i < 300; i++) {
            String s = (String) join.invokeExact("x", i);
            if (!s.equals("x" + i)) {
                System.out.println("wrong " + s);
            }
        }
        MethodHandle add = lookup.findVirtual(c, "add", MethodType.methodType(int.class, int.class,
            long.class, double.class));
        MethodHandlesBasic o = new MethodHandlesBasic();
        System.out.println((int) add.invokeExact(o, 1, 2L, 3.5) + " " + add.invoke(o, 1, 2, 3) + " "
            + add.bindTo(o).invoke((short) 1, 'a', 2f) + " " + add.type().parameterList());
        MethodHandle made = lookup.findConstructor(c, MethodType.methodType(void.class, int.class));
        System.out.println(((MethodHandlesBasic) made.invoke(9)).field);
        MethodHandle get = lookup.findGetter(c, "field", int.class);
        MethodHandle set = lookup.findSetter(c, "field", int.class);
        set.invokeExact(o, 42);
        System.out.println((int) get.invokeExact(o) + " " + lookup.findStaticGetter(c, "shared",
            String.class).invoke());
        lookup.findStaticSetter(c, "shared", String.class).invokeExact("set");
        lookup.findStatic(c, "nothing", MethodType.methodType(void.class)).invokeExact();
        System.out.println(shared);
        MethodHandle sum = lookup.findStatic(c, "sum", MethodType.methodType(int.class, int[].class));
        System.out.println(sum.isVarargsCollector() + " " + sum.invoke() + " " + sum.invoke(1, 2, 3) + " "
            + sum.invoke(new int[] {4, 5})
            + " " + (int) sum.asFixedArity().invokeExact(new int[] {6}) + " " + sum.invokeWithArguments(1, 2,
            3, 4));
        System.out.println(lookup.findVirtual(c, "secret", MethodType.methodType(String.class)).invoke(o)
            + " "
            + new Child().above() + " " + lookup.findVirtual(Object.class, "toString",
            MethodType.methodType(String.class))
                .invoke((Object) new Child()));
        MethodHandle flags = lookup.findStatic(c, "flags", MethodType.methodType(boolean.class,
            boolean.class, byte.class, char.class,
            short.class, float.class));
        System.out.println((boolean) flags.invokeExact(true, (byte) -1, 'c', (short) -2, 1.5f));
        MethodHandle size = lookup.findVirtual(List.class, "size", MethodType.methodType(int.class));
        System.out.println((int) size.invokeExact((List<?>) List.of(1, 2)) + " "
            + size.invoke(new ArrayList<>()));
        System.out.println(lookup.unreflect(String.class.getMethod("length")).invoke("four") + " "
            + lookup.unreflectConstructor(StringBuilder.class.getConstructor(String.class)).invoke("sb") + " "
            + lookup.unreflectGetter(c.getDeclaredField("hidden")).invoke(o) + " "
            + lookup.revealDirect(join).getName());
        show(() -> join.invokeExact("a", (Integer) 1));
        show(() -> (Object) join.invokeExact("a", 1));
        show(() -> join.invoke("a"));
        show(() -> join.invoke("a", "b"));
        show(() -> join.invoke("a", (Object) "b"));
        show(() -> join.invoke("a", (Integer) null));
        show(() -> add.invoke((MethodHandlesBasic) null, 1, 2L, 3.0));
        show(() -> get.invoke((MethodHandlesBasic) null));
        show(() -> join.invokeWithArguments("a"));
        show(() -> join.bindTo(5));
        show(() -> lookup.findStatic(c, "add", MethodType.methodType(int.class)));
        show(() -> lookup.findVirtual(c, "join", MethodType.methodType(String.class, String.class,
            int.class)));
        show(() -> lookup.findGetter(c, "field", long.class));
        show(() -> MethodHandles.publicLookup().findVirtual(c, "secret",
            MethodType.methodType(String.class)));
        show(() -> lookup.findVirtual(String.class, "isLatin1", MethodType.methodType(boolean.class)));
        show(() -> lookup.in(String.class).findStatic(c, "join", join.type()));
        show(() -> lookup.lookupModes() + " " + MethodHandles.publicLookup() + " " + lookup.in(Object.class)
            .lookupModes());
        show(() -> MethodType.fromMethodDescriptorString("(I[JLjava/lang/String;)V", null) + " "
            + MethodType.genericMethodType(2).toMethodDescriptorString() + " "
            + MethodType.methodType(int.class, String.class)
                .wrap().changeReturnType(void.class).appendParameterTypes(long.class).unwrap());
        try {
            throw new WrongMethodTypeException("plain");
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }
}
