// compare: hotspot
// Stack traces through the class library's own frames, whose line numbers belong to the installed JDK.
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

public class StackTraceInternal {
    interface Step {
        void run() throws Exception;
    }

    static void show(Step step) {
        try {
            step.run();
        } catch (Throwable t) {
            t.printStackTrace();
        }
    }

    public static void main(String[] args) {
        show(() -> new ArrayList<>().get(3));
        show(() -> List.of(1, 2).add(3));
        show(() -> Integer.parseInt("x1"));
        show(() -> Stream.of(1, 0).map(n -> 10 / n).forEach(n -> { }));
        show(() -> new HashMap<>(-1));
        show(() -> List.of(3, 1, 2).stream().sorted((a, b) -> {
            throw new IllegalStateException("compare");
        }).toList());
        show(() -> new ArrayList<>(List.of("a")).forEach(s -> s.charAt(1)));
        show(() -> Arrays.asList(1, 2).iterator().remove());
        show(() -> {
            List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
            for (Integer i : list) {
                list.remove(i);
            }
        });
        show(() -> Class.forName("no.such.Class"));
        show(() -> StackTraceInternal.class.getDeclaredMethod("hidden").invoke(null));
        show(() -> StackTraceInternal.class.getMethod("absent"));
        show(() -> new Thread().setPriority(99));
        show(() -> {
            throw new CompletionException(CompletableFuture.failedFuture(new Exception("x"))
                .handle((v, e) -> e).join());
        });
    }

    static void hidden() {
        throw new IllegalArgumentException("in reflection");
    }
}
