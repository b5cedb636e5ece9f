import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Boxed numbers in collections and generic functions, small and large ones. */
public class Boxes {
    static <T> T fold(List<T> values, T first, BinaryOperator<T> f) {
        T result = first;
        for (T value : values) {
            result = f.apply(result, value);
        }
        return result;
    }

    static <A, B> List<B> map(List<A> values, Function<A, B> f) {
        List<B> result = new ArrayList<>(values.size());
        for (A value : values) {
            result.add(f.apply(value));
        }
        return result;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long check = 0;
        Long total = 0L;
        for (int round = 0; round < size; round++) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                numbers.add(i * (round & 7));
            }
            List<Long> squares = map(numbers, i -> (long) i * i);
            List<Double> roots = map(numbers, i -> i / 2.0);
            List<Character> letters = map(numbers, i -> (char) ('a' + i % 26));
            check += fold(numbers, 0, Integer::sum) + fold(squares, 0L, Long::max);
            check += fold(roots, 0.5, Double::sum).longValue();
            for (Character c : letters) {
                if (c.equals('q') || c > 'x') {
                    check++;
                }
            }
            Integer highest = Integer.MIN_VALUE;
            for (Integer i : numbers) {
                if (i.compareTo(highest) > 0) {
                    highest = i;
                }
            }
            total += highest;
        }
        System.out.println("boxes " + check + " " + total);
    }
}
