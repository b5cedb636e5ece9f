// Local records, enums and interfaces; anonymous classes with var; generic methods with local classes;
// static members.
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

public class LocalTypes {
    static <T> List<List<T>> chunk(List<T> in, int size) {
        class Collector {
            final List<List<T>> out = new ArrayList<>();

            void add(T t) {
                if (out.isEmpty() || out.get(out.size() - 1).size() == size) {
                    out.add(new ArrayList<>());
                }
                out.get(out.size() - 1).add(t);
            }
        }
        Collector c = new Collector();
        in.forEach(c::add);
        return c.out;
    }

    class Inner {
        static int shared = 3;

        record Nested(int v) {
            static Nested of(int v) {
                return new Nested(v + shared);
            }
        }
    }

    public static void main(String[] args) {
        enum Grade {
            A, B;

            Grade next() {
                return values()[(ordinal() + 1) % values().length];
            }
        }
        interface Named {
            String name();

            default String twice() {
                return name() + name();
            }
        }
        record Student(String name, Grade grade) implements Named {
            static int made;

            Student {
                made++;
            }
        }
        List<Student> all = List.of(new Student("Ann", Grade.A), new Student("Bob", Grade.B),
            new Student("Cid", Grade.A));
        System.out.println(all.stream().collect(Collectors.groupingBy(Student::grade, java.util.TreeMap::new,
            Collectors.mapping(Named::twice, Collectors.toList()))) + " " + Student.made + " "
            + Grade.B.next());
        System.out.println(chunk(List.of(1, 2, 3, 4, 5), 2) + " " + Inner.Nested.of(4) + " "
            + Inner.shared++);
        var counter = new Object() {
            int hits;
            String last = "";

            void hit(String s) {
                hits++;
                last = s;
            }
        };
        for (var s : new String[] {"x", "y"}) {
            counter.hit(s);
        }
        System.out.println(counter.hits + counter.last + " " + Student.class.getName() + " "
            + Grade.class.isLocalClass() + " "
            + Named.class.getSimpleName() + " " + counter.getClass().getName());
        var list = new ArrayList<java.util.Map.Entry<String, ? extends Number>>();
        list.add(java.util.Map.entry("k", 5));
        for (var e : list) {
            System.out.println(e.getKey() + e.getValue().intValue());
        }
    }
}
