// Overload resolution phases, most specific methods, boxing against widening, lambdas, generics, hiding and
// bridges.
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

public class Overloads {
    static String f(byte x) { return "byte"; }

    static String f(short x) { return "short"; }

    static String f(int x) { return "int"; }

    static String f(long x) { return "long"; }

    static String f(double x) { return "double"; }

    static String f(Object x) { return "Object"; }

    static String f(Number x) { return "Number"; }

    static String f(Integer x) { return "Integer"; }

    static String f(Object... x) { return "Object..."; }

    static String g(long x) { return "long"; }

    static String g(Integer x) { return "Integer"; }

    static String g(int... x) { return "int..."; }

    static String h(Collection<?> c) { return "Collection"; }

    static String h(List<?> c) { return "List"; }

    static String h(Iterable<?> c) { return "Iterable"; }

    static String run(Runnable r) { return "Runnable"; }

    static <T> String run(Callable<T> r) { return "Callable"; }

    static String map(Function<String, Integer> f) { return "Function"; }

    static String map(ToIntFunction<String> f) { return "ToIntFunction"; }

    static String c(char x) { return "char"; }

    static String c(int x) { return "int"; }

    static <T extends Comparable<T>> String t(T a) { return "Comparable"; }

    static <T> String t(T a) { return "T"; }

    static class A {
        String m(Object o) { return "A.Object"; }

        String m(String s) { return "A.String"; }

        private String p(int i) { return "A.p(int)"; }

        String callP() { return p('x'); }
    }

    static class B extends A {
        @Override
        String m(Object o) { return "B.Object"; }

        String m(Integer i) { return "B.Integer"; }

        String p(char c) { return "B.p(char)"; }
    }

    public static void main(String[] args) {
        byte b = 1;
        char ch = 'c';
        float fl = 1f;
        Integer boxed = 1;
        Long wide = 1L;
        Object o = boxed;
        System.out.println(f(b) + " " + f(ch) + " " + f(1) + " " + f(1L) + " " + f(fl) + " " + f(boxed) + " "
            + f(wide) + " " + f(o) + " "
            + f("s") + " " + f() + " " + f(1, 2) + " " + f((Object) null) + " " + f(b + b) + " "
            + f((short) 1) + " " + f(true));
        System.out.println(g(1) + " " + g(boxed) + " " + g('c') + " " + g() + " " + g(1, 2));
        System.out.println(h(List.of()) + " " + h(new java.util.HashSet<>()) + " "
            + h((Iterable<?>) List.of()));
        System.out.println(run(() -> { }) + " " + run(() -> 1) + " " + run(() -> {
            throw new IllegalStateException();
        }));
        System.out.println(map((Function<String, Integer>) String::length) + " "
            + map((String s) -> s.length()));
        System.out.println(c('a') + " " + c('a' + 1) + " " + c((char) ('a' + 1)) + " " + t("s") + " "
            + t(new Object()));
        A a = new B();
        System.out.println(a.m("s") + " " + a.m(1) + " " + ((B) a).m(1) + " " + a.m((Object) "s") + " "
            + a.callP() + " "
            + ((B) a).p('x'));
        StringBuilder sb = new StringBuilder().append('a' + 1).append((char) ('a' + 1)).append(1 + 1L)
            .append(new char[] {'z'});
        System.out.println(sb + " " + Math.max(1, 2L) + " " + Math.round(2.5f) + " "
            + String.valueOf((Object) null));
        List<Integer> list = new java.util.ArrayList<>(List.of(10, 20, 1));
        list.remove(1);
        list.remove(Integer.valueOf(1));
        Supplier<Object> s = () -> "supplied";
        System.out.println(list + " " + s.get());
    }
}
