// Streams: sources, lazy operations, sorting, reductions, flatMap, limits, infinite, primitive, parallel,
// reuse errors.
import java.util.Arrays;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

public class Streams {
    record Person(String name, int age, String city) { }

    static final List<Person> PEOPLE = List.of(new Person("Ann", 31, "Rome"), new Person("Bob", 25, "Oslo"),
        new Person("Cid", 31, "Oslo"), new Person("Dee", 19, "Rome"), new Person("Eve", 64, "Lima"));

    public static void main(String[] args) {
        System.out.println(PEOPLE.stream().filter(p -> p.age() > 20).map(Person::name)
            .collect(Collectors.joining(",", "<", ">")));
        System.out.println(PEOPLE.stream().sorted(Comparator.comparing(Person::age).reversed()
            .thenComparing(Person::name))
            .map(Person::name).toList());
        System.out.println(IntStream.rangeClosed(1, 5).mapToObj(i -> "x".repeat(i))
            .collect(Collectors.toList()));
        System.out.println(Stream.iterate(1, n -> n * 2).limit(12).reduce(0, Integer::sum) + " "
            + Stream.iterate(1, n -> n < 100, n -> n * 3).toList() + " " + Stream.generate(() -> "g")
            .limit(3).toList());
        System.out.println(Stream.of(List.of(1, 2), List.<Integer>of(), List.of(3)).flatMap(List::stream)
            .map(n -> n * n)
            .toList() + " " + Stream.of("a,b", "c").mapMulti((String s,
            java.util.function.Consumer<String> c) -> {
                for (String part : s.split(",")) {
                    c.accept(part);
                }
            }).toList());
        StringBuilder log = new StringBuilder();
        Optional<Integer> first = Stream.of(5, 3, 8, 1).peek(n -> log.append("p").append(n)).map(n -> n + 1)
            .peek(n -> log.append("m").append(n)).filter(n -> n > 5).findFirst();
        System.out.println(first + " " + log);
        System.out.println(Stream.of(3, 1, 2, 3, 1).distinct().sorted().skip(1).toList() + " "
            + Stream.of(1, 2, 3, 4, 1).takeWhile(n -> n < 4).toList() + Stream.of(1, 2, 3, 4, 1)
            .dropWhile(n -> n < 4).toList());
        System.out.println(PEOPLE.stream().anyMatch(p -> p.age() < 20) + " " + PEOPLE.stream()
            .allMatch(p -> p.age() < 20) + " "
            + PEOPLE.stream().noneMatch(p -> p.city().isEmpty()) + " " + PEOPLE.stream().count() + " "
            + PEOPLE.stream().max(Comparator.comparingInt(Person::age)).get());
        IntSummaryStatistics stats = PEOPLE.stream().mapToInt(Person::age).summaryStatistics();
        System.out.println(stats);
        System.out.println(IntStream.of(3, 1, 2).sorted().boxed().toList() + " " + IntStream.range(0, 10)
            .average() + " "
            + LongStream.rangeClosed(1, 20).reduce(1, (a, b) -> a * b) + " " + DoubleStream.of(0.1, 0.2, 0.3)
            .sum() + " "
            + IntStream.empty().max() + " " + "hello".chars().mapToObj(c -> (char) c).toList());
        System.out.println(Arrays.stream(new int[] {1, 2, 3, 4}, 1, 3).sum() + " "
            + Stream.concat(Stream.of(1), Stream.of(2))
            .toList() + " " + Arrays.toString(Stream.of("b", "a").sorted().toArray(String[]::new)) + " "
            + IntStream.iterate(0, i -> i + 2).limit(5).mapToLong(i -> i).asDoubleStream().boxed().toList());
        Map<String, Long> counts = Stream.of("to be or not to be".split(" "))
            .collect(Collectors.groupingBy(Function.identity(), java.util.TreeMap::new,
            Collectors.counting()));
        System.out.println(counts);
        System.out.println(IntStream.range(0, 100000).parallel().filter(i -> i % 7 == 0).mapToLong(i -> i)
            .sum() + " "
            + IntStream.range(0, 1000).boxed().parallel().map(i -> i * 2).collect(Collectors.toList())
            .get(999) + " "
            + Arrays.stream(new int[] {5, 3, 1}).parallel().sorted().boxed().toList() + " "
            + Stream.of("a", "b", "c", "d").parallel().reduce("", String::concat));
        Stream<Integer> used = Stream.of(1, 2);
        used.count();
        try {
            used.count();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        try {
            Stream.of(1, 2, 0).map(n -> 10 / n).toList();
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
        try (Stream<Integer> closing = Stream.of(1).onClose(() -> System.out.println("closed"))) {
            System.out.println(closing.findAny().get());
        }
        System.out.println(primes(30) + " " + IntStream.rangeClosed(1, 3).boxed()
            .flatMap(a -> IntStream.rangeClosed(a, 20).boxed()
            .flatMap(b -> IntStream.rangeClosed(b, 20).filter(c -> a * a + b * b == c * c).mapToObj(c -> a
            + "," + b + "," + c)))
            .toList());
    }

    static List<Integer> primes(int n) {
        return IntStream.rangeClosed(2, n).filter(p -> IntStream.rangeClosed(2, (int) Math.sqrt(p))
            .noneMatch(d -> p % d == 0))
            .boxed().toList();
    }
}
