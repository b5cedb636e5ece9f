// invokestatic: arguments of all types, recursion, overloads, interface methods, synchronized,
// initialisation, errors.
public class BC_invokestatic {
    static String all(boolean z, byte b, char c, short s, int i, long l, float f, double d, Object o,
        int[] a) {
        return z + " " + b + " " + (int) c + " " + s + " " + i + " " + l + " " + f + " " + d + " " + o + " "
            + a.length;
    }

    static int fib(int n) {
        return n < 2 ? n : fib(n - 1) + fib(n - 2);
    }

    static long ackermann(long m, long n) {
        return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
    }

    static synchronized boolean locked(int depth) {
        return depth == 0 ? Thread.holdsLock(BC_invokestatic.class) : locked(depth - 1);
    }

    static int over(int a) {
        return 1;
    }

    static int over(long a) {
        return 2;
    }

    static int over(double a) {
        return 3;
    }

    static void nothing() { }

    interface Helper {
        static int help(int a) {
            return inner(a) + 1;
        }

        private static int inner(int a) {
            return a * 2;
        }
    }

    static class Lazy {
        static int runs;

        static {
            runs = 100;
        }

        static int touch() {
            return runs++;
        }
    }

    static class Heir extends Lazy { }

    public static void main(String[] args) {
        System.out.println(all(true, (byte) -1, '\uffff', (short) -1, -1, Long.MIN_VALUE, -0f, 1e300, null,
            new int[3]));
        System.out.println(fib(15) + " " + ackermann(2, 9) + " " + locked(5) + " "
            + Thread.holdsLock(BC_invokestatic.class));
        System.out.println(over('a') + over(1L) * 10 + over(1f) * 100 + " " + Helper.help(20));
        nothing();
        for (int n = 0; n < 3; n++) {
            System.out.println(Lazy.touch() + " " + Heir.touch());
        }
        ClassWriterLite w = new ClassWriterLite(52, "InvokeStaticCode");
        w.method("missing", "()V").call("invokestatic", "java/lang/Math", "nothing", "()V").op("return");
        w.method("notStatic", "()I").call("invokestatic", "java/lang/Object", "hashCode", "()I")
            .op("ireturn");
        w.method("noClass", "()V").call("invokestatic", "no/such/Owner", "m", "()V").op("return");
        w.method("wrongKind", "()Ljava/lang/Object;").call("invokestatic", "java/util/List", "of",
            "()Ljava/util/List;")
            .op("areturn");
        w.method("ofInterface", "()Ljava/lang/Object;")
            .callInterface("invokestatic", "java/util/List", "of", "()Ljava/util/List;", 0).op("areturn");
        Class<?> code = w.define();
        for (int n = 0; n < 2; n++) {
            for (String name : new String[] {"missing", "notStatic", "noClass", "wrongKind", "ofInterface"}) {
                System.out.println(name + " " + ClassWriterLite.outcome(code, name));
            }
        }
    }
}
