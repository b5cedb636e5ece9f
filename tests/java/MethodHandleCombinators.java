// Combinators: filter, fold, permute, drop, insert, guard, catch, loops, spread, collect, tryFinally,
// switch, as types.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Comparator;

public class MethodHandleCombinators {
    static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    static MethodHandle find(String name) throws Exception {
        for (var m : MethodHandleCombinators.class.getDeclaredMethods()) {
            if (m.getName().equals(name)) {
                return LOOKUP.unreflect(m);
            }
        }
        throw new NoSuchMethodException(name);
    }

    static String three(String a, int b, double c) {
        return a + "," + b + "," + c;
    }

    static int twice(int a) {
        return a * 2;
    }

    static int length(String s) {
        return s.length();
    }

    static boolean longer(String a, int b) {
        return a.length() > b;
    }

    static String yes(String a, int b) {
        return "yes " + a + b;
    }

    static String no(String a, int b) {
        return "no " + a + b;
    }

    static int divide(int a, int b) {
        return a / b;
    }

    static int failed(ArithmeticException e, int a, int b) {
        return -a;
    }

    static int cleanup(Throwable t, int result, int a, int b) {
        System.out.println("cleanup " + t + " " + result);
        return result + 1000;
    }

    static String swap(long a, String b, double c, Object d) {
        return a + b + c + d;
    }

    static int step(int sum, int i) {
        return sum + i;
    }

    static boolean below(int a, int limit) {
        return a < limit;
    }

    static int grow(int a, int limit) {
        return a * 3;
    }

    static String array(Object[] all) {
        return Arrays.toString(all);
    }

    static int one(int a) {
        return 1;
    }

    static int other(int a) {
        return a + 100;
    }

    public static void main(String[] args) throws Throwable {
        MethodHandle three = find("three");
        System.out.println(MethodHandles.filterArguments(three, 1, find("twice")).invoke("f", 5, 1.5));
        System.out.println(MethodHandles.filterReturnValue(three, find("length")).invoke("f", 5, 1.5));
        System.out.println(MethodHandles.insertArguments(three, 1, 7, 2.5).invoke("i"));
        System.out.println(MethodHandles.dropArguments(three, 1, long.class, Object.class).invoke("d", 1L,
            "x", 2, 3.0));
        System.out.println(MethodHandles.permuteArguments(find("swap"), MethodType.methodType(String.class,
            Object.class, double.class,
            long.class, String.class), 2, 3, 1, 0).invoke("o", 2.5, 7L, "s"));
        System.out.println(MethodHandles.permuteArguments(find("divide"), MethodType.methodType(int.class,
            int.class), 0, 0).invoke(9));
        MethodHandle guard = MethodHandles.guardWithTest(find("longer"), find("yes"), find("no"));
        for (int i = 0; i < 3; i++) {
            System.out.println(guard.invoke("abc", i * 2) + " " + (String) guard.invokeExact("z", i));
        }
        MethodHandle safe = MethodHandles.catchException(find("divide"), ArithmeticException.class,
            find("failed"));
        System.out.println((int) safe.invokeExact(10, 3) + " " + (int) safe.invokeExact(10, 0));
        MethodHandle tried = MethodHandles.tryFinally(find("divide"), find("cleanup"));
        System.out.println(tried.invoke(8, 2));
        try {
            tried.invoke(8, 0);
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(MethodHandles.foldArguments(find("divide"), find("twice")).invoke(4));
        System.out.println(three.asSpreader(Object[].class, 3).invoke(new Object[] {"s", 1, 2.0}) + " "
            + three.asSpreader(Object[].class, 2).invoke("t", new Object[] {3, 4.0}) + " "
            + find("array").asCollector(Object[].class, 3).invoke(1, "b", 'c') + " "
            + find("array").asVarargsCollector(Object[].class).invoke(1, 2));
        try {
            three.asSpreader(Object[].class, 3).invoke(new Object[] {"s"});
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        MethodHandle counted = MethodHandles.countedLoop(MethodHandles.constant(int.class, 10),
            MethodHandles.constant(int.class, 0),
            find("step"));
        MethodHandle init = MethodHandles.dropArguments(MethodHandles.constant(int.class, 1), 0, int.class);
        MethodHandle whiles = MethodHandles.whileLoop(init, find("below"), find("grow"));
        System.out.println(counted.invoke() + " " + whiles.invoke(100));
        MethodHandle table = MethodHandles.tableSwitch(find("other"), find("one"), find("twice"));
        System.out.println(table.invoke(0) + " " + table.invoke(1) + " " + table.invoke(2) + " "
            + table.invoke(-5));
        System.out.println(find("twice").asType(MethodType.methodType(Object.class, Object.class))
            .invoke((Object) 21) + " "
            + find("twice").asType(MethodType.methodType(long.class, byte.class)).invoke((byte) -5) + " "
            + MethodHandles.explicitCastArguments(find("twice"), MethodType.methodType(byte.class,
            double.class)).invoke(100.7));
        try {
            find("twice").asType(MethodType.methodType(int.class, boolean.class));
        } catch (java.lang.invoke.WrongMethodTypeException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(MethodHandles.identity(String.class).invoke("id") + " "
            + MethodHandles.zero(long.class).invoke() + " "
            + MethodHandles.empty(MethodType.methodType(String.class, int.class)).invoke(1) + " "
            + MethodHandles.arrayElementGetter(int[].class).invoke(new int[] {1, 2}, 1) + " "
            + MethodHandles.arrayLength(String[].class).invoke(new String[4]) + " "
            + ((long[]) MethodHandles.arrayConstructor(long[].class).invoke(3)).length);
        int[] target = new int[2];
        MethodHandles.arrayElementSetter(int[].class).invokeExact(target, 1, 9);
        System.out.println(target[1] + " " + MethodHandles.invoker(find("twice").type())
            .invoke(find("twice"), 4) + " "
            + (int) MethodHandles.exactInvoker(find("twice").type()).invokeExact(find("twice"), 5) + " "
            + MethodHandles.spreadInvoker(three.type(), 1).invoke(three, "p", new Object[] {1, 2.0}));
        try {
            MethodHandles.throwException(int.class, IllegalStateException.class)
                .invoke(new IllegalStateException("thrown"));
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        @SuppressWarnings("unchecked")
        Comparator<String> byLength = MethodHandleProxies.asInterfaceInstance(Comparator.class,
            LOOKUP.findStatic(Integer.class,
            "compare", MethodType.methodType(int.class, int.class, int.class))
            .asType(MethodType.methodType(int.class, Integer.class,
                Integer.class)).asType(MethodType.methodType(int.class, Object.class, Object.class))
                .asType(MethodType.methodType(
                    int.class, Object.class, Object.class)));
        System.out.println(((Comparator<Object>) (Comparator<?>) byLength).compare(3, 5));
        System.out.println(MethodHandles.collectArguments(three, 1, find("length")).invoke("c", "four", 1.0)
            + " "
            + MethodHandles.dropReturn(find("twice")).type() + " "
            + MethodHandles.filterArguments(find("divide"), 0, find("twice"),
                find("length")).invoke(50, "seven"));
        MethodHandle chain = MethodHandles.identity(int.class);
        for (int i = 0; i < 30; i++) {
            chain = MethodHandles.filterReturnValue(chain, i % 2 == 0 ? find("twice") : find("other"));
        }
        System.out.println((int) chain.invokeExact(1));
    }
}
