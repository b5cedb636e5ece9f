// Executors: pools, futures, invokeAll and invokeAny, rejection, cancellation, scheduled tasks, thread
// factories, shutdown.
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

public class ExecutorsTest {
    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int n = i;
            futures.add(pool.submit(() -> n * n));
        }
        int sum = 0;
        for (Future<Integer> f : futures) {
            sum += f.get();
        }
        System.out.println(sum + " " + futures.get(0).isDone());
        List<Callable<String>> calls = List.of(() -> "a", () -> "b", () -> "c");
        StringBuilder all = new StringBuilder();
        for (Future<String> f : pool.invokeAll(calls)) {
            all.append(f.get());
        }
        System.out.println(all + " " + "abc".contains(pool.invokeAny(calls)));
        Future<?> failing = pool.submit(() -> {
            throw new IllegalStateException("task");
        });
        try {
            failing.get();
        } catch (ExecutionException e) {
            System.out.println(e.getMessage() + " / " + e.getCause());
        }
        CountDownLatch gate = new CountDownLatch(1);
        Future<String> waiting = pool.submit(() -> {
            gate.await();
            return "through";
        });
        try {
            waiting.get(5, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            System.out.println("timeout " + e.getMessage());
        }
        gate.countDown();
        System.out.println(waiting.get());
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Future<?> cancelled = pool.submit(() -> {
            started.countDown();
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        started.await();
        System.out.println(cancelled.cancel(true) + " " + cancelled.isCancelled());
        ended.await();
        System.out.println("task interrupted");
        try {
            cancelled.get();
        } catch (CancellationException e) {
            System.out.println("cancelled " + e.getMessage());
        }
        CyclicBarrier barrier = new CyclicBarrier(3, () -> System.out.println("barrier"));
        AtomicInteger passed = new AtomicInteger();
        List<Future<?>> parties = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parties.add(pool.submit(() -> {
                barrier.await();
                return passed.incrementAndGet();
            }));
        }
        for (Future<?> f : parties) {
            f.get();
        }
        System.out.println(passed);
        ExecutorCompletionService<Integer> done = new ExecutorCompletionService<>(pool);
        for (int i = 1; i <= 5; i++) {
            int n = i;
            done.submit(() -> n);
        }
        int product = 1;
        for (int i = 0; i < 5; i++) {
            product *= done.take().get();
        }
        System.out.println(product);
        pool.shutdown();
        System.out.println(pool.awaitTermination(10, TimeUnit.SECONDS) + " " + pool.isShutdown() + " "
            + pool.isTerminated());
        try {
            pool.submit(() -> 1);
        } catch (RejectedExecutionException e) {
            System.out.println("rejected");
        }
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, r -> {
            Thread t = new Thread(r, "timer");
            t.setDaemon(true);
            return t;
        });
        ScheduledFuture<String> later = timer.schedule(() -> Thread.currentThread().getName(), 10,
            TimeUnit.MILLISECONDS);
        System.out.println(later.get() + " " + (later.getDelay(TimeUnit.MILLISECONDS) <= 0));
        CountDownLatch ticks = new CountDownLatch(3);
        ScheduledFuture<?> periodic = timer.scheduleAtFixedRate(ticks::countDown, 0, 2,
            TimeUnit.MILLISECONDS);
        ticks.await();
        periodic.cancel(false);
        System.out.println(periodic.isCancelled() + " " + timer.shutdownNow().size() / 10);
        ThreadPoolExecutor small = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            new ThreadPoolExecutor.CallerRunsPolicy());
        CountDownLatch hold = new CountDownLatch(1);
        small.execute(() -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        small.execute(() -> { });
        small.execute(() -> System.out.println("run by " + Thread.currentThread().getName()));
        hold.countDown();
        small.shutdown();
        System.out.println(small.awaitTermination(10, TimeUnit.SECONDS) + " "
            + small.getCompletedTaskCount());
        ExecutorService single = Executors.newSingleThreadExecutor();
        StringBuffer order = new StringBuffer();
        for (int i = 0; i < 5; i++) {
            int n = i;
            single.execute(() -> order.append(n));
        }
        single.submit(() -> { }).get();
        System.out.println(order + " " + single.shutdownNow());
        FutureTask<String> task = new FutureTask<>(() -> "future task");
        new Thread(task).start();
        System.out.println(task.get());
    }
}
