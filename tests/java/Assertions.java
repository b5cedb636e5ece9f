// vmargs: -ea -da:AssertionsQuiet
// Assertions enabled on the command line, disabled for one class; detail messages of all types; causes.
public class Assertions {
    static void attempt(Runnable r) {
        try {
            r.run();
            System.out.println("passed");
        } catch (AssertionError e) {
            System.out.println(e.getMessage() + " cause " + e.getCause());
        }
    }

    public static void main(String[] args) {
        int n = args.length;
        attempt(() -> {
            assert n == 0;
        });
        attempt(() -> {
            assert n > 0;
        });
        attempt(() -> {
            assert n > 0 : "text " + n;
        });
        attempt(() -> {
            assert n > 0 : 42L;
        });
        attempt(() -> {
            assert n > 0 : 'c';
        });
        attempt(() -> {
            assert n > 0 : 2.5f;
        });
        attempt(() -> {
            assert n > 0 : new IllegalStateException("as cause");
        });
        System.out.println(AssertionsQuiet.check() + " " + Assertions.class.desiredAssertionStatus() + " "
            + AssertionsQuiet.class.desiredAssertionStatus() + " " + String.class.desiredAssertionStatus());
        ClassLoader.getSystemClassLoader().setClassAssertionStatus("AssertionsLater", false);
        System.out.println(AssertionsLater.class.desiredAssertionStatus() + " " + AssertionsLater.check());
        assert n > 0 : "uncaught";
    }
}

/** The status of a nested class is that of its outermost class, so these are not nested. */
class AssertionsQuiet {
    static String check() {
        assert false : "disabled";
        return "quiet";
    }
}

class AssertionsLater {
    static boolean check() {
        boolean on = false;
        assert on = true;
        return on;
    }
}
