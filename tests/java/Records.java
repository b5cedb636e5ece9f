// Records: accessors, equals, hashCode, toString, compact and other constructors, generics, nesting,
// reflection.
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

public class Records {
    record Point(int x, int y) {
        static final Point ORIGIN = new Point(0, 0);

        double distance(Point other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    record Range(int low, int high) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException(low + " > " + high);
            }
        }

        Range(int high) {
            this(0, high);
        }
    }

    record Pair<A, B>(A first, B second) implements Comparable<Pair<A, B>> {
        <C> Pair<A, C> with(C other) {
            return new Pair<>(first, other);
        }

        @Override
        public int compareTo(Pair<A, B> o) {
            return first.toString().compareTo(o.first.toString());
        }
    }

    record All(byte b, short s, char c, int i, long l, float f, double d, boolean z, String t, int[] a) {
    }

    record Nothing() {
    }

    record Own(String name) {
        public String name() {
            return name.toUpperCase();
        }

        @Override
        public String toString() {
            return "<" + name + ">";
        }
    }

    public static void main(String[] args) {
        Point p = new Point(3, 4);
        System.out.println(p + " " + p.x() + " " + p.equals(new Point(3, 4)) + " " + p.equals(Point.ORIGIN)
            + " "
            + p.equals(null) + " " + p.hashCode() + " " + p.distance(Point.ORIGIN));
        System.out.println(new Range(5) + " " + new Range(-1, 1).low());
        try {
            new Range(-5);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        Pair<String, Integer> pair = new Pair<>("k", 1);
        System.out.println(pair + " " + pair.with(List.of(1, 2)) + " " + pair.compareTo(new Pair<>("m", 2))
            + " "
            + new Pair<>(null, null) + " " + new Pair<>(null, null).hashCode());
        int[] array = {1};
        All all = new All((byte) 1, (short) 2, 'c', 4, 5L, Float.NaN, -0.0, true, null, array);
        All same = new All((byte) 1, (short) 2, 'c', 4, 5L, Float.NaN, -0.0, true, null, array);
        All other = new All((byte) 1, (short) 2, 'c', 4, 5L, Float.NaN, 0.0, true, null, array);
        System.out.println(all.equals(same) + " " + all.equals(other) + " "
            + (all.hashCode() == same.hashCode()) + " "
            + all.toString().replaceAll("@[0-9a-f]+", "@"));
        System.out.println(new Nothing() + " " + new Nothing().equals(new Nothing()) + " " + new Nothing()
            .hashCode());
        System.out.println(new Own("low") + " " + new Own("low").name() + " " + new Own("low").hashCode());
        for (RecordComponent component : Point.class.getRecordComponents()) {
            System.out.println(component.getName() + " " + component.getType() + " "
                + component.getAccessor().getName());
        }
        System.out.println(Point.class.isRecord() + " " + Records.class.isRecord() + " "
            + Point.class.getSuperclass()
            + " " + Arrays.toString(Pair.class.getRecordComponents()) + " " + Objects.hash(1, "a"));
        record Local(long id, Point at) { }
        System.out.println(new Local(9, p) + " " + new Local(9, p).equals(new Local(9, new Point(3, 4))));
    }
}
