/** Virtual calls: two receivers, then eight, getters, and super calls. */
public class VirtualCalls {
    abstract static class Shape {
        protected int size;

        Shape(int size) {
            this.size = size;
        }

        int size() {
            return size;
        }

        abstract int area();
    }

    static class Square extends Shape {
        Square(int size) {
            super(size);
        }

        @Override
        int area() {
            return size() * size();
        }
    }

    static class Strip extends Square {
        Strip(int size) {
            super(size);
        }

        @Override
        int size() {
            return super.size() + 1;
        }
    }

    static class Line extends Shape {
        Line(int size) {
            super(size);
        }

        @Override
        int area() {
            return 0;
        }
    }

    static class Half extends Square {
        Half(int size) {
            super(size);
        }

        @Override
        int area() {
            return super.area() >> 1;
        }
    }

    public static void main(String[] args) {
        Shape[] two = {new Square(3), new Line(4)};
        Shape[] eight = {
            new Square(1), new Strip(2), new Line(3), new Half(4),
            new Half(5), new Square(6), new Strip(7), new Line(8),
        };
        long sum = 0;
        for (int i = 0; i < 6_000_000; i++) {
            sum += two[i & 1].area() + eight[i & 7].area();
        }
        System.out.println("virtual " + sum);
    }
}
