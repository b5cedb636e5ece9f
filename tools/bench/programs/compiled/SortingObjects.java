import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The library's sorts of objects, by their own order and by comparators of lambdas; binary search. */
public class SortingObjects {
    record Person(String name, int age, double score) {
    }

    static final Comparator<Person> BY_AGE =
        Comparator.comparingInt(Person::age).thenComparing(Person::name, Comparator.reverseOrder());

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long check = 0;
        for (int round = 0, seed = 3; round < size; round++) {
            List<Person> people = new ArrayList<>();
            Integer[] numbers = new Integer[1_000];
            for (int i = 0; i < 1_000; i++) {
                seed = seed * 1_103_515_245 + 12_345;
                people.add(new Person("n" + (seed >>> 20), (seed >>> 8) % 90, seed * 0.5));
                numbers[i] = seed >>> 10;
            }
            people.sort(BY_AGE);
            check = check * 31 + people.get(500).name().hashCode();
            people.sort((a, b) -> Double.compare(a.score(), b.score()));
            check += people.get(10).age();
            Arrays.sort(numbers);
            check += Arrays.binarySearch(numbers, numbers[round % 1_000]);
            Collections.sort(people, Comparator.comparing(Person::name));
            Collections.reverse(people);
            check ^= people.get(0).name().hashCode();
        }
        System.out.println("sorting objects " + check);
    }
}
