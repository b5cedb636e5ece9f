// Lambdas: captures of every type, method references of every form, composition, recursion, serialisable,
// generic.
import java.io.Serializable;
import java.util.Comparator;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

public class Lambdas {
    int field = 7;
    static Function<Integer, Integer> factorial;

    interface Three<A, B, C, R> {
        R apply(A a, B b, C c);

        default Three<C, B, A, R> flip() {
            return (c, b, a) -> apply(a, b, c);
        }
    }

    interface Thrower<E extends Exception> {
        void run() throws E;
    }

    Supplier<Integer> own() {
        return () -> field++;
    }

    int add(int n) {
        return n + field;
    }

    static int twice(int n) {
        return 2 * n;
    }

    static String join(Object... parts) {
        StringBuilder out = new StringBuilder();
        for (Object p : parts) {
            out.append(p).append(';');
        }
        return out.toString();
    }

    public static void main(String[] args) {
        byte b = 1;
        short s = 2;
        char c = 'c';
        int i = 4;
        long l = 5L;
        float f = 6.5f;
        double d = 7.25;
        boolean z = true;
        String t = "text";
        int[] array = {1, 2};
        Supplier<String> all = () -> "" + b + s + c + i + l + f + d + z + t + array[1]++;
        System.out.println(all.get() + " " + all.get());
        Lambdas object = new Lambdas();
        Supplier<Integer> own = object.own();
        own.get();
        System.out.println(own.get() + " " + object.field);
        IntUnaryOperator bound = object::add;
        ToIntFunction<String> unbound = String::length;
        IntUnaryOperator fixed = Lambdas::twice;
        Supplier<Lambdas> maker = Lambdas::new;
        IntFunction<int[][]> arrays = int[][]::new;
        Function<String, Integer> boxing = Integer::parseInt;
        BiFunction<String, String, Boolean> two = String::equalsIgnoreCase;
        Function<Object, String> varargs = Lambdas::join;
        System.out.println(bound.applyAsInt(1) + " " + unbound.applyAsInt("four") + " "
            + fixed.andThen(bound).applyAsInt(3)
            + " " + maker.get().field + " " + arrays.apply(3).length + " " + boxing.apply("12") + " "
            + two.apply("A", "a") + " " + varargs.apply("v"));
        factorial = n -> n <= 1 ? 1 : n * factorial.apply(n - 1);
        System.out.println(factorial.apply(10));
        Function<Integer, Function<Integer, Function<Integer, Integer>>> curried = x -> y -> w -> x * y + w;
        System.out.println(curried.apply(3).apply(4).apply(5));
        Three<String, Integer, Character, String> three = (x, y, w) -> x + y + w;
        System.out.println(three.apply("a", 1, 'z') + " " + three.flip().apply('z', 1, "a"));
        Predicate<String> empty = String::isEmpty;
        System.out.println(empty.negate().or(x -> true).and(Predicate.not("x"::equals)).test("x"));
        UnaryOperator<String> up = String::toUpperCase;
        BinaryOperator<Integer> largest = BinaryOperator.maxBy(Comparator.naturalOrder());
        System.out.println(up.compose((Object o) -> "o" + o).apply(1) + " " + largest.apply(3, 8));
        LongSupplier widening = () -> i;
        Runnable serial = (Runnable & Serializable) () -> System.out.println("both " + l);
        serial.run();
        System.out.println(widening.getAsLong() + " " + (serial instanceof Serializable) + " "
            + serial.getClass().isSynthetic() + " " + serial.getClass().isHidden());
        Thrower<java.io.IOException> thrower = () -> {
            throw new java.io.IOException("checked");
        };
        try {
            thrower.run();
        } catch (java.io.IOException e) {
            System.out.println(e);
        }
        Supplier<Runnable> nested = () -> () -> System.out.println("inner " + t
            + new Object() { int q = i; }.q);
        nested.get().run();
        try {
            Lambdas nothing = null;
            IntUnaryOperator fails = nothing::add;
            System.out.println(fails);
        } catch (NullPointerException e) {
            System.out.println("null receiver " + e.getMessage());
        }
        Supplier<Supplier<String>> sup = () -> "deep"::toString;
        System.out.println(sup.get().get());
    }
}
