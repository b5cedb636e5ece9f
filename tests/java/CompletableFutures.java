// CompletableFuture: chains, combinations, exceptions, timeouts, async, allOf and anyOf, cancellation.
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

public class CompletableFutures {
    public static void main(String[] args) throws Exception {
        CompletableFuture<Integer> five = CompletableFuture.supplyAsync(() -> 5);
        System.out.println(five.thenApply(n -> n * 2).thenApplyAsync(n -> n + 1)
            .thenCompose(n -> CompletableFuture.supplyAsync(
            () -> "n=" + n)).get());
        System.out.println(five.thenCombine(CompletableFuture.supplyAsync(() -> 7), Integer::sum).join() + " "
            + five.applyToEither(new CompletableFuture<>(), n -> "either " + n).join());
        StringBuffer log = new StringBuffer();
        five.thenAccept(n -> log.append("accept ").append(n)).thenRun(() -> log.append(" run")).join();
        five.thenAcceptBoth(CompletableFuture.completedFuture("b"), (a, b) -> log.append(a).append(b)).join();
        System.out.println(log);
        CompletableFuture<Integer> failing = CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("inside");
        });
        System.out.println(failing.exceptionally(t -> -1).join() + " " + failing.handle((v, t) -> v + " "
            + t).join() + " "
            + failing.isCompletedExceptionally());
        try {
            failing.join();
        } catch (CompletionException e) {
            System.out.println(e.getMessage() + " | " + e.getCause());
        }
        try {
            failing.thenApply(n -> n + 1).get();
        } catch (ExecutionException e) {
            System.out.println(e.getMessage() + " | " + e.getCause());
        }
        System.out.println(failing.whenComplete((v, t) -> log.append(" when ").append(t.getClass()
            .getSimpleName()))
            .exceptionally(t -> t.getClass().getSimpleName().length()).join());
        CompletableFuture<String> manual = new CompletableFuture<>();
        CompletableFuture<String> dependent = manual.thenApply(s -> s + "!");
        System.out.println(dependent.isDone() + " " + manual.getNow("absent") + " " + manual.complete("done")
            + " "
            + manual.complete("again") + " " + dependent.get() + " " + manual.getNumberOfDependents());
        List<CompletableFuture<Integer>> many = List.of(1, 2, 3, 4).stream()
            .map(n -> CompletableFuture.supplyAsync(() -> n * n))
            .toList();
        CompletableFuture.allOf(many.toArray(new CompletableFuture[0])).join();
        System.out.println(many.stream().mapToInt(CompletableFuture::join).sum() + " "
            + CompletableFuture.anyOf(new CompletableFuture<>(), CompletableFuture.completedFuture("any"))
            .get());
        try {
            new CompletableFuture<>().orTimeout(5, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            System.out.println(e.getCause() instanceof TimeoutException);
        }
        System.out.println(new CompletableFuture<String>().completeOnTimeout("default", 5,
            TimeUnit.MILLISECONDS).join());
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        try {
            cancelled.join();
        } catch (CancellationException e) {
            System.out.println("cancelled " + cancelled.isCancelled());
        }
        try {
            CompletableFuture.failedFuture(new java.io.IOException("checked")).get();
        } catch (ExecutionException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(CompletableFuture.supplyAsync(() -> "delayed", CompletableFuture.delayedExecutor(5,
            TimeUnit.MILLISECONDS)).get() + " " + CompletableFuture.completedStage(3).thenApply(n -> n + 1)
            .toCompletableFuture()
                .join());
        CompletableFuture<Integer> chain = CompletableFuture.completedFuture(0);
        for (int i = 0; i < 1000; i++) {
            chain = chain.thenApply(n -> n + 1);
        }
        System.out.println(chain.join());
    }
}
