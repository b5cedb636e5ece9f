// Object's methods, Objects, Comparable and Comparator helpers, clone of deep and shallow objects.
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

public class ObjectMethods {
    static class Point implements Cloneable, Comparable<Point> {
        int x;
        int[] data = {1, 2};

        Point(int x) {
            this.x = x;
        }

        @Override
        public Point clone() throws CloneNotSupportedException {
            Point p = (Point) super.clone();
            p.data = data.clone();
            return p;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Point p && p.x == x;
        }

        @Override
        public int hashCode() {
            return Objects.hash(x);
        }

        @Override
        public int compareTo(Point o) {
            return Integer.compare(x, o.x);
        }

        @Override
        public String toString() {
            return "P" + x;
        }
    }

    static class NoClone {
        Object attempt() throws CloneNotSupportedException {
            return clone();
        }
    }

    public static void main(String[] args) throws Exception {
        Point p = new Point(5);
        Point q = p.clone();
        q.data[0] = 99;
        System.out.println(p.equals(q) + " " + (p == q) + " " + p.data[0] + " " + q.data[0] + " "
            + p.hashCode() + " " + q.getClass());
        try {
            new NoClone().attempt();
        } catch (CloneNotSupportedException e) {
            System.out.println(e.getMessage());
        }
        Object plain = new Object();
        System.out.println(plain.equals(plain) + " " + plain.equals(null) + " " + plain.toString()
            .startsWith("java.lang.Object@") + " "
            + plain.toString().equals("java.lang.Object@" + Integer.toHexString(plain.hashCode())));
        System.out.println(Objects.equals(null, null) + " " + Objects.requireNonNullElse(null, "else") + " "
            + Objects.hashCode(null) + " "
            + Objects.toString(null, "none") + " " + Objects.deepEquals(new int[][] {{1}}, new int[][] {{1}})
            + " "
            + Objects.checkIndex(1, 2) + " " + Objects.compare(p, q, Comparator.naturalOrder()) + " "
            + Objects.isNull(p));
        try {
            Objects.checkFromToIndex(2, 5, 4);
        } catch (IndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        List<Point> points = new ArrayList<>(List.of(new Point(3), new Point(1), new Point(2)));
        points.sort(null);
        System.out.println(points);
        points.sort(Comparator.comparing((Point a) -> a.x % 2).thenComparing(Comparator.reverseOrder()));
        System.out.println(points);
        String[] words = {"pear", null, "fig", "apple"};
        Arrays.sort(words, Comparator.nullsFirst(Comparator.comparingInt(String::length)
            .thenComparing(Comparator.naturalOrder())));
        System.out.println(Arrays.toString(words));
        Integer[] many = new Integer[200];
        for (int i = 0; i < many.length; i++) {
            many[i] = i * 7919 % 200;
        }
        Arrays.sort(many, (a, b) -> a % 10 != b % 10 ? a % 10 - b % 10 : b - a);
        System.out.println(many[0] + " " + many[19] + " " + many[20] + " " + many[199]);
        try {
            Arrays.sort(many, (a, b) -> (a * 31 + b * 17) % 3 - 1);
            System.out.println("sorted somehow");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
