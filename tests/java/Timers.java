// java.util.Timer: delayed and periodic tasks, cancellation, a failing task ends the timer.
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

public class Timers {
    static TimerTask task(Runnable r) {
        return new TimerTask() {
            @Override
            public void run() {
                r.run();
            }
        };
    }

    public static void main(String[] args) throws Exception {
        Timer timer = new Timer("timer", true);
        CountDownLatch first = new CountDownLatch(1);
        StringBuffer log = new StringBuffer();
        timer.schedule(task(() -> log.append("late ")), 500);
        timer.schedule(task(() -> log.append("early ")), 1);
        timer.schedule(task(first::countDown), 600);
        first.await();
        System.out.println(log);
        CountDownLatch ticks = new CountDownLatch(4);
        TimerTask periodic = task(ticks::countDown);
        timer.scheduleAtFixedRate(periodic, 0, 2);
        ticks.await();
        System.out.println(periodic.cancel() + " " + periodic.cancel() + " " + timer.purge() / 5);
        TimerTask never = task(() -> System.out.println("never"));
        timer.schedule(never, 10_000);
        System.out.println(never.cancel());
        timer.cancel();
        try {
            timer.schedule(task(() -> { }), 1);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        Timer failing = new Timer();
        CountDownLatch failed = new CountDownLatch(1);
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> {
            System.out.println("handler " + e.getMessage());
            failed.countDown();
        });
        failing.schedule(task(() -> {
            throw new IllegalStateException("task failed");
        }), 1);
        failed.await();
        while (true) {
            try {
                failing.schedule(task(() -> { }), 1);
                Thread.sleep(1);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
                break;
            }
        }
        try {
            new Timer(true).schedule(never, -1);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
