import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a machine does once before it is written as a snapshot, so that later starts find the library's
 * classes loaded, initialized, linked and prepared. It touches nothing that belongs to a process: no
 * environment, clock, time zone, generator of random numbers, no file. The machine forgets this class.
 */
public class Training {
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(OutputStream.nullOutputStream(), true);
        out.println("text");
        out.println(out.checkError());
        joined(out, "text", arguments.length);
        out.print(1);
        collections(out);
        lambdas(out);
        out.println(failure());
    }

    /** By the kinds of their operands: other programs have the same. */
    private static void joined(PrintStream out, String text, int number) {
        out.println(text + text);
        out.println(text + number);
        out.println(text + " " + number);
        out.println("a " + text + " b");
    }

    private static void collections(PrintStream out) {
        List<String> list = new ArrayList<>(List.of("b", "a", "c"));
        list.sort(null);
        Map<String, Integer> map = new HashMap<>();
        for (String text : list)
            map.merge(text, text.length(), Integer::sum);
        for (Map.Entry<String, Integer> entry : map.entrySet())
            out.println(entry.getKey() + entry.getValue());
        StringBuilder builder = new StringBuilder();
        for (String part : "a,b".split(","))
            builder.append(part).append(1).append('c');
        switch (builder.toString()) {
            case "a": out.println("a"); break;
            default: out.println(builder);
        }
    }

    private static void lambdas(PrintStream out) {
        Runnable runnable = () -> out.println("lambda");
        runnable.run();
        Function<String, Integer> length = String::length;
        out.println(length.apply("four"));
        out.println(List.of(1, 2, 3).stream().filter(i -> i > 1).map(i -> i * 2)
            .collect(Collectors.toList()));
        out.println(java.util.stream.IntStream.range(0, 4).mapToObj(i -> "n" + i)
            .collect(Collectors.joining(", ")));
    }

    private static String failure() {
        try {
            throw new IllegalStateException("caught");
        } catch (IllegalStateException e) {
            return e.toString();
        }
    }
}
