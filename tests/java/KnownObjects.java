// Locals that hold new objects of one class: what is called, asked and cast there, in loops, behind merges.
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

public class KnownObjects {
    interface Shape {
        int area();
    }

    static class Square implements Shape {
        int side = 3;

        public int area() {
            return side * side;
        }

        int twice() {
            return 2 * area();
        }

        boolean is(Object other) {
            return other instanceof Tall;
        }
    }

    static class Tall extends Square {
        @Override public int area() {
            return side * side * 10;
        }
    }

    static final VarHandle SIDE;

    static {
        try {
            SIDE = MethodHandles.lookup().findVarHandle(Square.class, "side", int.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static Square make(boolean tall) {
        if (tall) {
            return new Tall();
        }
        return new Square();
    }

    static Square always() {
        return new Tall();
    }

    static int virtual(int n) {
        Square square = new Square();
        Tall tall = new Tall();
        Shape shape = new Tall();
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += square.area() + tall.area() + shape.area() + square.twice() + tall.twice();
        }
        return sum;
    }

    /* Stored in two places, or by way of a meeting of paths: nothing is known. */
    static int several(int n) {
        Square a = new Square();
        Square b = n % 2 == 0 ? new Tall() : new Square();
        Square c = make(n % 3 == 0);
        Square d = always();
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a.area() + b.area() * 3 + c.twice() + d.area();
            if (i == n / 2) {
                a = new Tall();
            }
        }
        return sum;
    }

    static int questions(int n) {
        Object o = new Tall();
        Object ints = new int[3];
        Object objects = new Square[2];
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += o instanceof Shape ? 1 : 0;
            sum += o instanceof Square ? 2 : 0;
            sum += o instanceof String ? 4 : 0;
            sum += o.getClass() == Tall.class ? 8 : 0;
            sum += o == null ? 16 : 0;
            sum += o != null ? 32 : 0;
            sum += ints instanceof int[] ? 64 : 0;
            sum += ints instanceof long[] ? 128 : 0;
            sum += objects instanceof Object[] ? 256 : 0;
            sum += objects instanceof Tall[] ? 512 : 0;
            sum += ((Square) o).side + ((Square[]) objects).length + ((int[]) ints).length;
            sum += Square.class.cast(o).side + (Square.class.isInstance(o) ? 1024 : 0);
            sum += new Square().is(o) ? 2048 : 0;
        }
        return sum;
    }

    static int wrong(int n) {
        Object o = new Square();
        int caught = 0;
        for (int i = 0; i < n; i++) {
            try {
                caught += ((Tall) o).side;
            } catch (ClassCastException e) {
                caught++;
            }
            try {
                caught += Tall.class.cast(o).side;
            } catch (ClassCastException e) {
                caught += 2;
            }
        }
        return caught;
    }

    static int handles(int n) {
        Square square = new Square();
        int swapped = 0;
        for (int i = 0; i < n; i++) {
            SIDE.set(square, (int) SIDE.get(square) + 1);
            swapped += SIDE.compareAndSet(square, i + 4, i + 4) ? 1 : 0;
        }
        return square.side + swapped;
    }

    /* One place in a loop makes an object each time. */
    static int remade(int n) {
        int sum = 0;
        Square last = null;
        for (int i = 0; i < n; i++) {
            Square square = new Square();
            square.side = i;
            sum += last == null ? 1 : last.side;
            last = square;
            sum += square.area();
        }
        return sum;
    }

    static boolean bit(Object o) {
        return o instanceof Tall;
    }

    static int bits(int n) {
        Object[] some = {new Tall(), new Square(), "", null};
        int sum = 0;
        for (int i = 0; i < n; i++) {
            boolean is = bit(some[i % some.length]);
            sum += (is ? 1 : 0) + (!is ? 2 : 0) + (is ^ bit(some[0]) ? 4 : 0);
        }
        return sum;
    }

    static int caught(int n) {
        Square square = new Tall();
        int sum = 0;
        for (int i = 0; i < n; i++) {
            try {
                if (i % 3 == 0) {
                    throw new IllegalStateException();
                }
                sum += square.area();
            } catch (IllegalStateException e) {
                sum += square.twice();
            }
        }
        return sum;
    }

    /** What a site has met so far is of another class, with methods that the known object does not have. */
    static class Step {
        int next(int x) {
            return x + 1;
        }
    }

    static class Far extends Step {
        @Override int next(int x) {
            return more(x) * 3;
        }

        int more(int x) {
            return x - 4;
        }
    }

    static class Long extends Step {
        @Override int next(int x) {
            int sum = 0;
            while (x > 0) {
                sum += x & 5;
                x /= 3;
            }
            return sum;
        }
    }

    static int run(Step step, int x) {
        return step.next(x);
    }

    static Step makeLong() {
        return new Long();
    }

    static int foreign(int x) {
        return run(makeLong(), x);
    }

    /** The cast throws each time; what is called behind it has no place in the known object's class. */
    static int miscast(Object o, int x) {
        return ((Far) o).more(x);
    }

    static int cast(int x) {
        try {
            return miscast(makeLong(), x);
        } catch (ClassCastException e) {
            return x;
        }
    }

    static int otherwise() {
        Step far = new Far();
        int sum = makeLong().next(7);
        for (int i = 0; i < 500; i++) {
            sum += run(far, i) + miscast(far, i);
        }
        for (int i = 0; i < 500; i++) {
            sum = sum * 3 + foreign(i) + cast(i);
        }
        return sum;
    }

    public static void main(String[] args) {
        System.out.println(otherwise());
        int[] sums = new int[9];
        for (int i = 0; i < 400; i++) {
            sums[0] += virtual(i);
            sums[1] += several(i);
            sums[2] += questions(i);
            sums[3] += wrong(i % 5);
            sums[4] += handles(i);
            sums[5] += remade(i);
            sums[6] += bits(i);
            sums[7] += caught(i % 20);
        }
        sums[8] = virtual(100000) + several(100000) + questions(100000) + handles(100000) + remade(1000);
        for (int sum : sums) {
            System.out.println(sum);
        }
    }
}
