/** What the trace of instructions is shown: each kind of operand, of value, and of way that control takes. */
public class Steps {
    static int counter = 40000;
    static final int[][] GRID = new int[2][3];
    private long total;
    private final String name;

    Steps(String name) {
        this.name = name;
    }

    /** A frameless entry when nothing is traced. */
    String name() {
        return name;
    }

    void nothing() {
    }

    static boolean narrow(int value) {
        return (value & 1) != 0;
    }

    static long sum(int n, long step) {
        long result = 0;
        for (int i = 0; i < n; i++)
            result += i * step;
        return result;
    }

    static int choose(int key) {
        switch (key) {
        case 0:
            return 10;
        case 1:
            return 11;
        case 1000:
            return 12;
        default:
            return -1;
        }
    }

    static int caught(Object o) {
        int before = 5;
        try {
            return ((String) o).length();
        } catch (ClassCastException e) {
            return before;
        } finally {
            counter++;
        }
    }

    static double mixed(float f, double d, byte b) {
        Object[] objects = {"text \"quoted\"", null, new int[1]};
        objects[1] = objects.getClass();
        char c = 'x';
        return f * d + b + c + objects.length;
    }

    synchronized long add(long more) {
        total += more;
        return total;
    }

    static class Late {
        static int value = 3;
        static int twice() {
            return 2 * value;
        }
    }

    interface Shape {
        int sides();
    }

    record Square(int side) implements Shape {
        public int sides() {
            return 4;
        }
    }

    public static void main(String[] args) {
        Steps steps = new Steps("s" + args.length);
        System.out.println(steps.name());
        steps.nothing();
        System.out.println(narrow(3));
        System.out.println(sum(3, 1L << 33));
        System.out.println(choose(0) + choose(1000) + choose(7));
        System.out.println(caught("four") + caught(5));
        System.out.println(mixed(1.5f, 1e10, (byte) -3));
        System.out.println(steps.add(7) + steps.add(8));
        System.out.println(Late.twice() + Late.value);
        Shape shape = new Square(2);
        System.out.println(shape.sides());
        Runnable late = () -> System.out.println(counter + GRID.length);
        late.run();
        synchronized (steps) {
            int k = 2;
            do {
                k--;
            } while (k > 0);
        }
    }
}
