// Iterable, Iterator and Spliterator of our own: for-each, removal, splitting, characteristics, streams from
// them.
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

public class Iterators {
    static class Range implements Iterable<Integer> {
        final int from;
        final int to;

        Range(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public Iterator<Integer> iterator() {
            return new Iterator<>() {
                int next = from;

                @Override
                public boolean hasNext() {
                    return next < to;
                }

                @Override
                public Integer next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException("after " + to);
                    }
                    return next++;
                }
            };
        }
    }

    static class Halves implements Spliterator<Integer> {
        private int from;
        private final int to;
        static int splits;

        Halves(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Integer> action) {
            if (from >= to) {
                return false;
            }
            action.accept(from++);
            return true;
        }

        @Override
        public Spliterator<Integer> trySplit() {
            int middle = (from + to) >>> 1;
            if (middle - from < 10) {
                return null;
            }
            splits++;
            Spliterator<Integer> first = new Halves(from, middle);
            from = middle;
            return first;
        }

        @Override
        public long estimateSize() {
            return to - from;
        }

        @Override
        public int characteristics() {
            return ORDERED | SIZED | SUBSIZED | IMMUTABLE | NONNULL;
        }
    }

    public static void main(String[] args) {
        int sum = 0;
        for (int i : new Range(1, 10)) {
            sum += i;
        }
        System.out.println(sum);
        Iterator<Integer> it = new Range(0, 1).iterator();
        it.next();
        try {
            it.next();
        } catch (NoSuchElementException e) {
            System.out.println(e.getMessage());
        }
        try {
            it.remove();
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage());
        }
        new Range(3, 6).forEach(System.out::print);
        System.out.println();
        System.out.println(StreamSupport.stream(new Range(0, 5).spliterator(), false).map(n -> n * n)
            .toList());
        System.out.println(StreamSupport.stream(new Halves(0, 1000), true).mapToInt(n -> n).sum() + " "
            + StreamSupport.stream(new Halves(0, 30), false).toList());
        Spliterator<Integer> half = new Halves(0, 100);
        Spliterator<Integer> first = half.trySplit();
        System.out.println(first.estimateSize() + " " + half.getExactSizeIfKnown() + " "
            + half.hasCharacteristics(Spliterator.SORTED) + " " + Halves.splits / 1000);
        Spliterator<String> list = new ArrayList<>(List.of("a", "b", "c", "d", "e")).spliterator();
        Spliterator<String> front = list.trySplit();
        StringBuilder out = new StringBuilder();
        front.forEachRemaining(out::append);
        list.tryAdvance(out::append);
        System.out.println(out + " " + list.estimateSize() + " " + list.characteristics() + " "
            + new TreeSet<>(List.of(2, 1)).spliterator().characteristics() + " "
            + Arrays.spliterator(new int[] {1, 2, 3}).characteristics());
        PrimitiveIterator.OfInt ints = IntStream.range(0, 3).iterator();
        int product = 1;
        while (ints.hasNext()) {
            product = product * 10 + ints.nextInt();
        }
        System.out.println(product + " " + Spliterators.emptySpliterator().estimateSize());
    }
}
