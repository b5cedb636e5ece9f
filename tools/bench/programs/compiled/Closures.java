import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lambdas and method references: with and without captured values, composed, kept in lists, as callbacks. */
public class Closures {
    private int events;

    private void event(int weight) {
        events += weight;
    }

    static int apply(IntUnaryOperator f, int times, int x) {
        for (int i = 0; i < times; i++) {
            x = f.applyAsInt(x);
        }
        return x;
    }

    static int reduce(int[] values, IntBinaryOperator f) {
        int result = values[0];
        for (int i = 1; i < values.length; i++) {
            result = f.applyAsInt(result, values[i]);
        }
        return result;
    }

    static <T> int count(List<T> values, Predicate<? super T> wanted) {
        int found = 0;
        for (T value : values) {
            if (wanted.test(value)) {
                found++;
            }
        }
        return found;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int[] values = {5, -3, 17, 8, 1, 99, -45, 12};
        List<String> words = List.of("alpha", "beta", "gamma", "delta", "epsilon");
        Closures closures = new Closures();
        List<Consumer<Integer>> listeners = new ArrayList<>();
        listeners.add(closures::event);
        listeners.add(i -> closures.events ^= i);
        Function<Integer, Integer> same = Function.identity();
        Function<Integer, Integer> pipeline = same.andThen(i -> i + 1).compose(i -> i * 3);
        int check = 0;
        for (int round = 0; round < size; round++) {
            int step = round & 31;
            check += apply(x -> x * 31 + step, 20, round) + apply(x -> x ^ x >>> 3, 20, round);
            check ^= reduce(values, Math::max) + reduce(values, (a, b) -> a * b + step);
            check += count(words, s -> s.length() > (step & 7)) + count(words, "gamma"::equals);
            Supplier<String> late = () -> "late" + step;
            check += (round & 63) == 0 ? late.get().length() : 1;
            for (Consumer<Integer> listener : listeners) {
                listener.accept(step);
            }
            check += pipeline.apply(round) + Optional.of(step).map(i -> i * 2).filter(i -> i > 9).orElse(-1);
        }
        System.out.println("closures " + check + " " + closures.events);
    }
}
