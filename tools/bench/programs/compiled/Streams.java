import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pipelines: ranges, filters, maps, flat maps, sorting, grouping, reducing. */
public class Streams {
    record Order(int customer, String item, int price) {
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            orders.add(new Order(i * 7919 % 53, "item" + i % 17, i * 31 % 700));
        }
        long check = 0;
        for (int round = 0; round < size; round++) {
            int least = round % 300;
            check += orders.stream().filter(o -> o.price() > least).mapToInt(Order::price).sum();
            Map<String, Integer> perItem = orders.stream()
                .collect(Collectors.groupingBy(Order::item, Collectors.summingInt(Order::customer)));
            check = check * 31 + perItem.get("item3");
            check += orders.stream().map(Order::item).distinct().sorted().skip(3).findFirst().get().length();
            check += IntStream.range(0, 2_000).map(i -> i * i + least).filter(i -> (i & 3) == 1)
                .asLongStream().reduce(7, (a, b) -> a * 3 + b);
            check ^= Stream.iterate(round, i -> i + 3).limit(100).flatMap(i -> Stream.of(i, -i))
                .mapToLong(Integer::longValue).max().getAsLong();
            check += orders.stream().limit(50).map(o -> o.item() + o.price()).collect(Collectors.joining(","))
                .hashCode();
        }
        System.out.println("streams " + check);
    }
}
