// athrow: the nearest fitting handler, across frames and monitors, rethrow, null, ranges that end, order of
// handlers.
public class BC_athrow {
    static StringBuilder log = new StringBuilder();

    static class Own extends RuntimeException {
        Own(String s) {
            super(s);
        }
    }

    static class Finer extends Own {
        Finer(String s) {
            super(s);
        }
    }

    static void raise(int n) {
        switch (n) {
            case 0: throw new Own("own");
            case 1: throw new Finer("finer");
            case 2: throw new Error("error");
            case 3: throw null;
            default: log.append("none ");
        }
    }

    static String nearest(int n) {
        try {
            try {
                raise(n);
                return "returned";
            } catch (Finer e) {
                return "inner " + e.getMessage();
            }
        } catch (Own e) {
            return "outer " + e.getMessage();
        } catch (Throwable t) {
            return "last " + t;
        }
    }

    static synchronized void locked(int depth) {
        if (depth == 0) {
            throw new Own("locked");
        }
        synchronized (log) {
            locked(depth - 1);
        }
    }

    static int rethrow(int n) {
        try {
            raise(n);
        } catch (Own e) {
            log.append(e.getMessage()).append(' ');
            throw e;
        } finally {
            log.append("finally ");
        }
        return n;
    }

    static int operands(int n) {
        try {
            return n + 1000 * helper(n + 1);
        } catch (Own e) {
            return n;
        }
    }

    static int helper(int n) {
        if (n > 3) {
            throw new Own("operands");
        }
        return n;
    }

    public static void main(String[] args) {
        for (int n = 0; n < 5; n++) {
            System.out.println(nearest(n));
        }
        try {
            locked(4);
        } catch (Own e) {
            System.out.println(e.getMessage() + " " + Thread.holdsLock(log) + " "
                + Thread.holdsLock(BC_athrow.class));
        }
        for (int n = 0; n < 5; n += 4) {
            try {
                System.out.println(rethrow(n));
            } catch (Own e) {
                System.out.println("again " + e.getMessage());
            }
        }
        System.out.println(log + " " + operands(1) + " " + operands(5));
        Own kept = new Own("kept");
        for (int n = 0; n < 3; n++) {
            try {
                throw kept;
            } catch (Own e) {
                System.out.println(e == kept);
            }
        }
        ClassWriterLite c = new ClassWriterLite(49, "AthrowCode");
        c.method("first", "(Ljava/lang/Throwable;)I").max(4, 1).label("a")
            .op("iconst_5 iconst_5 aload_0 athrow").label("b")
            .label("x").op("pop iconst_1 ireturn").label("y").op("pop iconst_2 ireturn")
            .handler("a", "b", "x", "java/lang/RuntimeException").handler("a", "b", "y", null);
        c.method("outside", "(Ljava/lang/Throwable;)I").max(4, 1).label("a").op("nop").label("b")
            .op("aload_0 athrow")
            .label("x").op("pop iconst_1 ireturn").handler("a", "b", "x", null);
        c.method("loop", "(Ljava/lang/Throwable;)I").max(4, 2).op("iconst_0 istore_1").label("a")
            .op("aload_0 athrow").label("b")
            .label("x").op("pop").iinc(1, 1).op("iload_1 iconst_5").jump("if_icmplt", "a")
            .op("iload_1 ireturn")
            .handler("a", "b", "x", null);
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "first", new Own("r")) + " "
            + ClassWriterLite.call(code, "first", new Error("e")) + " " + ClassWriterLite.outcome(code,
            "outside", kept)
            + " " + ClassWriterLite.call(code, "loop", kept));
    }
}
