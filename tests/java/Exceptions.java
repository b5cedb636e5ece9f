// try, catch, finally, multi-catch, causes, suppressed exceptions, rethrow, custom exceptions.
public class Exceptions {
    static class Custom extends Exception {
        final int code;

        Custom(String message, int code, Throwable cause) {
            super(message, cause);
            this.code = code;
        }
    }

    static class Quiet extends RuntimeException {
        Quiet() {
            super("quiet", null, false, false);
        }
    }

    static void level(int n) throws Custom {
        try {
            if (n == 0) {
                throw new IllegalStateException("bottom");
            }
            level(n - 1);
        } catch (IllegalStateException e) {
            throw new Custom("level " + n, n, e);
        }
    }

    static String choose(int n) {
        try {
            switch (n) {
                case 0: throw new IllegalArgumentException("a");
                case 1: throw new ArrayIndexOutOfBoundsException("b");
                case 2: throw new Error("c");
                case 3: return "returned " + 1 / (n - 3);
                default: return "fine";
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "multi " + e.getClass().getSimpleName() + " " + e.getMessage();
        } catch (RuntimeException e) {
            return "runtime " + e.getMessage();
        } catch (Throwable t) {
            return "throwable " + t;
        }
    }

    static <E extends Throwable> void sneak(Throwable t) throws E {
        @SuppressWarnings("unchecked")
        E e = (E) t;
        throw e;
    }

    public static void main(String[] args) {
        try {
            level(2);
        } catch (Custom e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                System.out.println(t + (t instanceof Custom c ? " code " + c.code : ""));
            }
        }
        for (int i = 0; i < 5; i++) {
            System.out.println(choose(i));
        }
        Throwable main = new RuntimeException("main", new Error("cause"));
        main.addSuppressed(new Exception("first"));
        main.addSuppressed(new Exception("second", new Error("its cause")));
        for (Throwable t : main.getSuppressed()) {
            System.out.println("suppressed " + t + " " + t.getCause());
        }
        try {
            main.addSuppressed(main);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        try {
            main.initCause(new Error());
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage() + " / " + e.getCause().getMessage());
        }
        Quiet quiet = new Quiet();
        quiet.addSuppressed(main);
        System.out.println(quiet.getStackTrace().length + " " + quiet.getSuppressed().length);
        try {
            Exceptions.<RuntimeException>sneak(new java.io.IOException("sneaked"));
        } catch (Exception e) {
            System.out.println(e);
        }
        try {
            throw null;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try {
            Object o = "text";
            Integer i = (Integer) o;
            System.out.println(i);
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(new Exception().getMessage() + " " + new Exception((String) null)
            .getLocalizedMessage() + " "
            + new Exception(new Error("e")).getMessage() + " " + new Exception((Throwable) null)
            .getMessage());
    }
}
