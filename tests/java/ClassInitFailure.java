// Failing static initialisers: ExceptionInInitializerError first, NoClassDefFoundError afterwards, with
// causes.
public class ClassInitFailure {
    static class Bad {
        static int value = Integer.parseInt("none");
    }

    static class Worse {
        static {
            if (true) {
                throw new OutOfMemoryError("an Error is not wrapped");
            }
        }

        static void touch() { }
    }

    static class BelowBad extends Bad {
        static int own = 1;
    }

    static class Nested {
        static Object o = new Bad2();
    }

    static class Bad2 {
        static {
            Object x = null;
            x.hashCode();
        }
    }

    interface Step {
        Object run() throws Exception;
    }

    static void show(String name, Step step) {
        try {
            System.out.println(name + ": " + step.run());
        } catch (Throwable t) {
            System.out.println(name + ": " + t);
            for (Throwable c = t.getCause(); c != null; c = c.getCause()) {
                System.out.println("  cause " + c);
            }
            if (t instanceof ExceptionInInitializerError e) {
                System.out.println("  exception " + e.getException() + " message " + e.getMessage());
            }
        }
    }

    public static void main(String[] args) {
        show("first", () -> Bad.value);
        show("second", () -> Bad.value);
        show("new", Bad::new);
        show("subclass", () -> BelowBad.own);
        show("subclass again", () -> new BelowBad());
        show("forName", () -> Class.forName("ClassInitFailure$Bad"));
        show("without initialising", () -> Class.forName("ClassInitFailure$Bad", false,
            ClassInitFailure.class.getClassLoader()));
        show("error", () -> {
            Worse.touch();
            return null;
        });
        show("error again", () -> {
            Worse.touch();
            return null;
        });
        show("nested", () -> Nested.o);
        show("nested again", () -> Nested.o);
        show("inner again", Bad2::new);
        show("reflection", () -> Bad.class.getDeclaredConstructor().newInstance());
    }
}
