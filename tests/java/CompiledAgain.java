import java.util.*;

/** Methods that are compiled before they know what they call, and again when they prove hot: frames of the
 * old code go on, return, throw, hold locks, and loop in the new code. */
public class CompiledAgain {
    interface Step {
        int next(int n);
    }

    static class Add implements Step {
        static int count = Integer.parseInt("0");

        public int next(int n) {
            count++;
            return n + 1;
        }
    }

    static class Twice extends Add {
        public int next(int n) {
            return super.next(n) * 2 & 0xFFFF;
        }
    }

    static class Failing implements Step {
        public int next(int n) {
            if (n % 1000 == 999)
                throw new IllegalStateException("at " + n);
            return n + 1;
        }
    }

    static int call(Step step, Add add, int n) {
        return step.next(n) + add.next(n);
    }

    /** One call, whose loop meets everything for the first time. */
    static long loop(Step step, int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 3; j++)
                text.append(step.next(j)).append(',');
            sum += text.length() + List.of(i, 2).size();
        }
        return sum;
    }

    static int depths;

    /** Many frames of the first code, in which the second is made. */
    static int deep(Step step, int depth) {
        if (depth == 0)
            return warm(step);
        depths++;
        int below = deep(step, depth - 1);
        return below + step.next(depth);
    }

    static int warm(Step step) {
        int sum = 0;
        for (int i = 0; i < 20000; i++)
            sum += i % 100 == 0 ? shallow(step, i) : leaf(step, i);
        return sum & 0xFFFF;
    }

    static int shallow(Step step, int i) {
        return leaf(step, 1) + leaf(step, i);
    }

    static int leaf(Step step, int i) {
        return step.next(i) & 7;
    }

    static final Object LOCK = new Object();

    static synchronized int locked(Step step, int n) {
        synchronized (LOCK) {
            int sum = 0;
            for (int i = 0; i < n; i++)
                sum += call(step, new Add(), i);
            return sum;
        }
    }

    static int caught(Step step, int n) {
        int caught = 0;
        for (int i = 0; i < n; i++)
            try {
                caught += step.next(i) > i ? 0 : 1;
            } catch (IllegalStateException e) {
                caught += e.getMessage().length();
            } finally {
                caught++;
            }
        return caught;
    }

    static class Late extends Add {
        public int next(int n) {
            return 5;
        }
    }

    static double mixed(Object[] values) {
        double sum = 0;
        for (Object value : values)
            sum += value instanceof Integer i ? i : value instanceof Double d ? d : ((String) value).length();
        return sum;
    }

    public static void main(String[] args) throws Exception {
        Add add = new Add();
        int sum = 0;
        for (int i = 0; i < 40000; i++)
            sum += call(i < 30000 ? add : new Twice(), i < 35000 ? add : new Late(), i) & 0xFF;
        System.out.println(sum + " " + Add.count);
        System.out.println(loop(new Twice(), 60000) + " " + loop(n -> n, 30000));
        System.out.println(deep(add, 500) + " " + depths);
        System.out.println(locked(new Twice(), 60000) + " " + locked(add, 30000));
        System.out.println(caught(new Failing(), 50000) + " " + caught(add, 50000));
        Object[] values = {1, 2.5, "three"};
        double total = 0;
        for (int i = 0; i < 30000; i++)
            total += mixed(values);
        System.out.println(total);
        Thread[] threads = new Thread[4];
        long[] sums = new long[threads.length];
        for (int t = 0; t < threads.length; t++) {
            int me = t;
            threads[t] = new Thread(() -> sums[me] = race(me));
            threads[t].start();
        }
        for (Thread thread : threads)
            thread.join();
        System.out.println(Arrays.toString(sums));
    }

    static long race(int seed) {
        long sum = 0;
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 30000; i++) {
            map.put(i & 255, "n" + (i + seed) % 10);
            sum += map.get(i & 255).charAt(1) + leaf(i % 3 == 0 ? new Late() : new Add(), i + seed);
        }
        return sum;
    }
}
