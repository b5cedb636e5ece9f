// Initialiser blocks, field order, constants, forward references, this in constructors, final fields,
// recursion.
public class Initialisers {
    static final StringBuilder LOG = new StringBuilder();
    static int order = note("static field");
    final int a;
    int b = note("field b");

    static {
        note("static block");
        order += 10;
    }

    {
        note("instance block");
        b++;
        a = b * 2;
    }

    int c = note("field c " + a);

    static int note(String s) {
        LOG.append(s).append("; ");
        return s.length();
    }

    Initialisers() {
        this(note("argument"));
        note("constructor");
    }

    Initialisers(int n) {
        note("constructor(int) " + n + " " + a + " " + c);
        b = n;
    }

    static class Forward {
        static int first = peek();
        static int second = 5;
        static final int CONSTANT = 7;
        static final Integer BOXED = 9;
        static int third = peek();

        static int peek() {
            return second * 100 + CONSTANT * 10 + (BOXED == null ? 0 : BOXED);
        }
    }

    static class Leak {
        static Leak seen;
        final int value;

        Leak() {
            seen = this;
            LOG.append("leak ").append(seen.value).append("; ");
            value = 42;
        }
    }

    static class Self {
        static final Self ONE = new Self();
        static int count = 5;
        final int at;

        Self() {
            at = count++;
        }
    }

    abstract static class Template {
        final String made = make();

        abstract String make();
    }

    static class Late extends Template {
        String field = "field";
        final String constant = "constant";

        @Override
        String make() {
            return field + constant;
        }
    }

    public static void main(String[] args) {
        new Initialisers();
        System.out.println(LOG + " " + order);
        LOG.setLength(0);
        System.out.println(Forward.first + " " + Forward.third);
        new Leak();
        System.out.println(LOG + " " + Leak.seen.value + " " + Self.ONE.at + " " + Self.count + " "
            + new Late().made);
        int local;
        if (args.length == 0) {
            local = 1;
        } else {
            local = 2;
        }
        final int blank;
        blank = local + 1;
        System.out.println(new Object() {
            int x = blank;

            {
                x *= 10;
            }
        }.x);
    }
}
