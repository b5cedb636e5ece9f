// Generics: bounds, wildcards, bridge methods, heap pollution, generic arrays, recursive bounds, covariant
// returns.
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

public class Generics {
    static class Box<T extends Comparable<T>> implements Comparable<Box<T>> {
        final T value;

        Box(T value) {
            this.value = value;
        }

        @Override
        public int compareTo(Box<T> o) {
            return value.compareTo(o.value);
        }
    }

    abstract static class Shape<S extends Shape<S>> {
        String name = "none";

        abstract S self();

        S named(String n) {
            name = n;
            return self();
        }
    }

    static class Circle extends Shape<Circle> {
        int radius;

        @Override
        Circle self() {
            return this;
        }

        Circle radius(int r) {
            radius = r;
            return this;
        }
    }

    interface Maker<T> {
        T make(T from);
    }

    static class Doubler implements Maker<String> {
        @Override
        public String make(String from) {
            return from + from;
        }
    }

    static <T extends Comparable<? super T>> T max(Collection<? extends T> all) {
        T best = null;
        for (T each : all) {
            if (best == null || each.compareTo(best) > 0) {
                best = each;
            }
        }
        return best;
    }

    static double sum(List<? extends Number> numbers) {
        double sum = 0;
        for (Number n : numbers) {
            sum += n.doubleValue();
        }
        return sum;
    }

    @SafeVarargs
    static <T> List<T> listOf(T... items) {
        return new ArrayList<>(Arrays.asList(items));
    }

    @SuppressWarnings("unchecked")
    static <T> T[] array(T... items) {
        return items;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static void main(String[] args) {
        System.out.println(max(List.of(3, 9, 2)) + " " + max(List.of("b", "z", "a")) + " "
            + max(List.of(new Box<>(4), new Box<>(6))).value);
        System.out.println(sum(listOf(1, 2.5, 3L)) + " " + new Circle().named("c").radius(3).name);
        System.out.println(array("x", "y").getClass().getSimpleName() + " " + array(1, 2.0).getClass()
            .getComponentType());
        Maker maker = new Doubler();
        System.out.println(maker.make("ab"));
        try {
            maker.make(5);
        } catch (ClassCastException e) {
            System.out.println("bridge: " + e.getMessage());
        }
        List<String> strings = new ArrayList<>();
        ((List) strings).add(7);
        System.out.println(strings.size() + " " + ((List) strings).get(0));
        try {
            String s = strings.get(0);
            System.out.println(s);
        } catch (ClassCastException e) {
            System.out.println("pollution: " + e.getMessage());
        }
        Method[] methods = Doubler.class.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(m -> m.getReturnType().getName()));
        for (Method m : methods) {
            System.out.println(m + " bridge " + m.isBridge() + " synthetic " + m.isSynthetic());
        }
        Method[] own = Generics.class.getDeclaredMethods();
        Arrays.sort(own, Comparator.comparing(Method::getName));
        for (Method m : own) {
            if (m.getName().equals("max") || m.getName().equals("sum")) {
                System.out.println(m.toGenericString());
            }
        }
        System.out.println(Arrays.toString(Circle.class.getGenericSuperclass().getTypeName().split("<"))
            + Arrays.toString(Box.class.getTypeParameters()[0].getBounds()));
    }
}
