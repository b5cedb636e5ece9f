// ForkJoinPool: recursive tasks and actions, work in the common pool, exceptions, managed counts.
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicLong;

public class ForkJoin {
    static class Sum extends RecursiveTask<Long> {
        final int[] data;
        final int from;
        final int to;

        Sum(int[] data, int from, int to) {
            this.data = data;
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from <= 1000) {
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += data[i];
                }
                return sum;
            }
            int middle = (from + to) / 2;
            Sum left = new Sum(data, from, middle);
            Sum right = new Sum(data, middle, to);
            left.fork();
            return right.compute() + left.join();
        }
    }

    static class Sort extends RecursiveAction {
        final int[] data;
        final int from;
        final int to;

        Sort(int[] data, int from, int to) {
            this.data = data;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            if (to - from < 200) {
                Arrays.sort(data, from, to);
                return;
            }
            int middle = (from + to) / 2;
            invokeAll(new Sort(data, from, middle), new Sort(data, middle, to));
            int[] merged = new int[to - from];
            for (int i = from, j = middle, k = 0; k < merged.length; k++) {
                merged[k] = j >= to || i < middle && data[i] <= data[j] ? data[i++] : data[j++];
            }
            System.arraycopy(merged, 0, data, from, merged.length);
        }
    }

    static class Counter extends CountedCompleter<Void> {
        final AtomicLong total;
        final int n;

        Counter(CountedCompleter<?> parent, AtomicLong total, int n) {
            super(parent);
            this.total = total;
            this.n = n;
        }

        @Override
        public void compute() {
            if (n > 1) {
                setPendingCount(2);
                new Counter(this, total, n / 2).fork();
                new Counter(this, total, n - n / 2).fork();
            } else {
                total.addAndGet(n);
            }
            tryComplete();
        }
    }

    public static void main(String[] args) {
        int[] data = new Random(1).ints(50_000, 0, 1000).toArray();
        long expected = 0;
        for (int v : data) {
            expected += v;
        }
        ForkJoinPool pool = new ForkJoinPool(4);
        System.out.println(pool.invoke(new Sum(data, 0, data.length)) == expected);
        pool.invoke(new Sort(data, 0, data.length));
        boolean sorted = true;
        for (int i = 1; i < data.length; i++) {
            sorted &= data[i - 1] <= data[i];
        }
        AtomicLong total = new AtomicLong();
        new Counter(null, total, 300).invoke();
        System.out.println(sorted + " " + total + " " + pool.getParallelism());
        try {
            pool.invoke(ForkJoinTask.adapt(() -> {
                throw new IllegalStateException("in task");
            }));
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(ForkJoinPool.commonPool().submit(() -> 42).join() + " " + new Sum(data, 0, 10)
            .invoke() / 1_000_000);
        Arrays.parallelPrefix(data, (a, b) -> (a + b) % 1000);
        Arrays.parallelSetAll(data, i -> i ^ data[i]);
        Arrays.parallelSort(data);
        System.out.println(data[0] + " " + data[data.length / 2]);
        pool.shutdown();
    }
}
