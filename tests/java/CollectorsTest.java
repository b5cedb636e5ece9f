// Collectors: grouping, partitioning, mapping, teeing, toMap with merges, summarising, custom collectors.
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public class CollectorsTest {
    enum Kind { FRUIT, ROOT, LEAF }

    record Item(String name, Kind kind, double price, int count) { }

    static void show(Object o) {
        System.out.println(o);
    }

    public static void main(String[] args) {
        List<Item> items = List.of(new Item("apple", Kind.FRUIT, 1.5, 10), new Item("carrot", Kind.ROOT,
            0.25, 100),
            new Item("pear", Kind.FRUIT, 2.0, 5), new Item("kale", Kind.LEAF, 3.0, 2), new Item("beet",
            Kind.ROOT, 0.75, 30));
        show(items.stream().collect(Collectors.groupingBy(Item::kind, TreeMap::new,
            Collectors.mapping(Item::name, Collectors.toList()))));
        show(items.stream().collect(Collectors.partitioningBy(i -> i.price() > 1,
            Collectors.counting())));
        show(items.stream().collect(Collectors.toMap(Item::kind, Item::count, Integer::sum,
            TreeMap::new)));
        show(items.stream().collect(Collectors.groupingBy(i -> i.name().length(),
            LinkedHashMap::new,
            Collectors.summingDouble(Item::price))));
        show(items.stream().collect(Collectors.averagingInt(Item::count)) + " "
            + items.stream().collect(Collectors.summarizingDouble(Item::price)) + " "
            + items.stream().map(Item::name).collect(Collectors.joining("+")));
        show(items.stream().collect(Collectors.teeing(Collectors.counting(),
            Collectors.summingInt(Item::count), (n, sum) -> sum + "/" + n)));
        show(items.stream().collect(Collectors.groupingBy(Item::kind, TreeMap::new,
            Collectors.collectingAndThen(Collectors.maxBy(Comparator.comparingDouble(Item::price)),
            o -> o.get().name()))));
        show(items.stream().collect(Collectors.groupingBy(Item::kind, TreeMap::new,
            Collectors.filtering(i -> i.count() > 5, Collectors.flatMapping(i -> i.name().chars().limit(2)
                .mapToObj(c -> (char) c), Collectors.toCollection(TreeSet::new))))));
        System.out.println(IntStream.range(0, 10).boxed().collect(Collectors.reducing(0, n -> n * n,
            Integer::sum)) + " "
            + Stream.of(1, 2, 3).collect(Collectors.toUnmodifiableSet()).size() + " "
            + Stream.of("x", "y").collect(Collectors.toUnmodifiableMap(s -> s, String::length)).get("x"));
        Collector<String, ?, List<String>> reversed = Collector.of(ArrayList::new, (List<String> l,
            String s) -> l.add(0, s),
            (a, b) -> {
                b.addAll(a);
                return b;
            });
        System.out.println(Stream.of("a", "b", "c").collect(reversed));
        try {
            Stream.of("a", "a").collect(Collectors.toMap(s -> s, s -> 1));
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        Map<Boolean, Map<Integer, List<Integer>>> nested = IntStream.range(0, 12).boxed().collect(
            Collectors.partitioningBy(n -> n % 2 == 0, Collectors.groupingBy(n -> n % 3)));
        System.out.println(nested);
    }
}
