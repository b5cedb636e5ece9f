import java.util.function.IntSupplier;

/** Objects that are made, stored into and never read: compilers may leave them out, but nothing else. */
public class ForgottenObjects {
    static class Point {
        int x;
        long big;
        double d;
        Object link;
        byte small;
        boolean flag;
        volatile int shared;

        Point(int x, long big) {
            this.x = x;
            this.big = big;
        }

        Point(int x, double d, Object link) {
            this(x, x);
            this.d = d;
            this.link = link;
            small = (byte) x;
            flag = x > 3;
        }

        int nothing() {
            return 1;
        }
    }

    static class Counted {
        static int count;
        final int number;

        Counted(int number) {
            this.number = number;
            count++;
        }
    }

    static class Checked {
        final int value;

        Checked(int[] values, int index) {
            value = values[index];
        }
    }

    static class Fails {
        Fails(int value) {
            if (value % 100 == 99) {
                throw new IllegalArgumentException("value " + value);
            }
        }
    }

    static class Late {
        static int made;

        static {
            System.out.println("Late is initialized");
        }

        int x;

        Late(int x) {
            this.x = x;
            made += x & 1;
        }
    }

    static void forget(Object object) {
    }

    static Object same(Object object) {
        return object;
    }

    static long plain(int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            int kept = i * 7;
            new Point(i, sum);
            forget(new Point(kept, i * 0.5, "text"));
            new Point(i, 2.5, new Point(kept, sum)).x = kept;
            sum = sum * 31 + kept + i;
            new Point(i, sum).shared = kept;
            sum += new Point(kept, sum).nothing();
        }
        return sum;
    }

    static long branches(int rounds) {
        long sum = 0;
        Point last = null;
        for (int i = 0; i < rounds; i++) {
            Point point = new Point(i, sum);
            if (i % 3 == 0) {
                last = point;
            }
            Object other = same(new Point(i, 1.5, point));
            sum = sum * 17 + (other == point ? 1 : 2) + (last == null ? 0 : last.x);
            point.x = (int) sum;
        }
        return sum;
    }

    static long effects(int rounds) {
        long sum = 0;
        int[] values = {3, 1, 4, 1, 5};
        for (int i = 0; i < rounds; i++) {
            new Counted(i);
            try {
                new Checked(values, i % 6);
                new Fails(i);
            } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
                sum = sum * 13 + e.getMessage().length() + i;
            }
            if (i == rounds / 2) {
                new Late(i);
            }
            forget(new Late(i));
        }
        return sum + Counted.count + Late.made;
    }

    static long suppliers(int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            int kept = i;
            IntSupplier supplier = () -> kept;
            forget(supplier);
            forget(Integer.valueOf(i + 1000));
            forget(new int[] {i, kept});
            sum += supplier.getAsInt();
        }
        return sum;
    }

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        for (int turn = 0; turn < 5; turn++) {
            System.out.println(plain(rounds) + " " + branches(rounds) + " " + effects(rounds) + " "
                    + suppliers(rounds));
        }
    }
}
