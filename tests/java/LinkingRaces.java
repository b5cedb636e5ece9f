// Code that many threads run for the first time at once: calls, allocations, fields and call sites are linked
// by all of them, and each must go on with a finished instruction.
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

public class LinkingRaces {
    static final int THREADS = 16;

    static class Pair {
        static int made;
        final Object left;
        final long right;

        Pair(Object left, long right) {
            this.left = left;
            this.right = right;
        }
    }

    interface Shape {
        default double area() {
            return 0;
        }
    }

    record Square(double side) implements Shape {
        @Override
        public double area() {
            return side * side;
        }
    }

    record Line(double length) implements Shape {
    }

    static String objects(int k) {
        Pair pair = new Pair(new Pair("inner" + k, k), k * 2L);
        int[][] grid = new int[2][k + 1];
        Object[] array = {pair, grid, new StringBuilder().append(k).append('x')};
        return ((Pair) ((Pair) array[0]).left).left + " " + pair.right + " "
                + ((int[][]) array[1])[1].length + " "
                + array[2] + " " + (array[2] instanceof CharSequence) + Pair.made;
    }

    static String streams(int k) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            counts.merge("k" + i % 7, i * k, Integer::sum);
        }
        return counts.values().stream().mapToInt(n -> n).sum() + " "
                + counts.keySet().stream().filter(s -> s.hashCode() % 2 == 0)
                .map(String::toUpperCase).sorted().collect(Collectors.joining("+"));
    }

    static String dispatch(int k) {
        Shape[] shapes = {new Square(k), new Line(k), new Shape() { }};
        double sum = 0;
        for (Shape shape : shapes) {
            sum += shape.area();
        }
        return sum + " " + shapes[0] + " " + shapes[1].equals(new Line(k)) + " " + String.format("%05d", k);
    }

    static void race(ExecutorService pool, String name, IntFunction<String> code) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int k = i;
            Callable<String> task = () -> {
                barrier.await();
                return code.apply(k);
            };
            results.add(pool.submit(task));
        }
        for (Future<String> result : results) {
            System.out.println(name + " " + result.get());
        }
    }

    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            race(pool, "objects", LinkingRaces::objects);
            race(pool, "streams", LinkingRaces::streams);
            race(pool, "dispatch", LinkingRaces::dispatch);
        } finally {
            pool.shutdown();
        }
    }
}
