// Scoped values and structured scopes whose threads leave their carriers: bindings are found again behind a
// sleep, a monitor and a stack overflow, by threads that a scope forks; scopes end as their joiners say.
// vmargs: --enable-preview
// vmargs: -Djdk.virtualThreadScheduler.parallelism=2
// compile-with: --enable-preview --release 25
// compare: hotspot
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.StructureViolationException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;

public class VirtualScopes {
    static final ScopedValue<String> NAME = ScopedValue.newInstance();
    static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();
    static final Object LOCK = new Object();

    static String state() {
        return NAME.orElse("unbound") + " " + DEPTH.orElse(-1);
    }

    static String slow() {
        try {
            Thread.sleep(1);
            synchronized (LOCK) {
                Thread.sleep(1);
                LOCK.wait(1);
            }
        } catch (InterruptedException e) {
            return "interrupted";
        }
        return state();
    }

    static long tree(int depth) throws InterruptedException {
        if (depth == 0) {
            Thread.sleep(1);
            return DEPTH.get();
        }
        return ScopedValue.where(DEPTH, DEPTH.get() + depth).call(() -> {
            try (var scope = StructuredTaskScope.open(Joiner.<Long>allSuccessfulOrThrow())) {
                for (int i = 0; i < 3; i++) {
                    scope.fork(() -> tree(depth - 1));
                }
                return scope.join().mapToLong(Subtask::get).sum();
            }
        });
    }

    static int descend(int n) {
        return ScopedValue.where(DEPTH, n).call(() -> descend(n + 1)) + 1;
    }

    static void overflow() {
        ScopedValue.where(NAME, "deep").run(() -> {
            try {
                descend(0);
            } catch (StackOverflowError e) {
                System.out.println("overflow, then " + slow());
            }
        });
    }

    static void values() throws InterruptedException {
        ScopedValue.where(NAME, "outer").run(() -> {
            System.out.println(slow());
            ScopedValue.where(NAME, "inner").where(DEPTH, 1).run(() -> System.out.println(slow()));
            System.out.println(slow());
            Thread other = Thread.startVirtualThread(() -> System.out.println("other: " + slow()));
            try {
                other.join();
                ScopedValue.where(DEPTH, 2).run(() -> {
                    throw new IllegalStateException(slow());
                });
            } catch (IllegalStateException | InterruptedException e) {
                System.out.println(e.getMessage() + ", then " + slow());
            }
        });
    }

    static void joiners() throws InterruptedException {
        try (var scope = StructuredTaskScope.open(Joiner.<String>anySuccessfulResultOrThrow())) {
            scope.fork(() -> {
                new CountDownLatch(1).await();
                return "never";
            });
            scope.fork(() -> slow());
            scope.fork(() -> {
                throw new IllegalArgumentException("not this");
            });
            System.out.println("any: " + scope.join());
        }
        try (var scope = StructuredTaskScope.open()) {
            Subtask<String> stuck = scope.fork(() -> {
                synchronized (new Object()) {
                    new CountDownLatch(1).await();
                }
                return "never";
            });
            scope.fork(() -> {
                Thread.sleep(5);
                throw new IllegalArgumentException("this");
            });
            try {
                scope.join();
            } catch (StructuredTaskScope.FailedException e) {
                System.out.println(e + ", " + stuck.state());
            }
        }
        try (var scope = StructuredTaskScope.open(Joiner.awaitAll(),
                c -> c.withTimeout(Duration.ofMillis(20)).withName("late"))) {
            Subtask<?> stuck = scope.fork(() -> {
                new CountDownLatch(1).await();
                return "never";
            });
            try {
                scope.join();
            } catch (StructuredTaskScope.TimeoutException e) {
                System.out.println(e + ", " + stuck.state());
            }
        }
    }

    static void misuse() throws InterruptedException {
        try (var scope = StructuredTaskScope.open()) {
            Thread.ofVirtual().start(() -> {
                try {
                    scope.fork(() -> 1);
                } catch (WrongThreadException e) {
                    System.out.println(e);
                }
            }).join();
            ScopedValue.where(NAME, "new").run(() -> {
                try {
                    scope.fork(() -> 1);
                } catch (StructureViolationException e) {
                    System.out.println(e);
                }
            });
            scope.join();
        } catch (StructureViolationException e) {
            System.out.println("join: " + e);
        }
        ScopedValue.where(NAME, "left open").run(() -> {
            try {
                ScopedValue.where(DEPTH, 7).run(StructuredTaskScope::open);
            } catch (StructureViolationException e) {
                System.out.println(e + ", " + state());
            }
        });
    }

    static void all() {
        try {
            values();
            System.out.println(ScopedValue.where(DEPTH, 0).call(() -> tree(5)));
            joiners();
            misuse();
            overflow();
        } catch (Throwable e) {
            e.printStackTrace();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Thread.ofVirtual().start(VirtualScopes::all).join();
        all();
    }
}
