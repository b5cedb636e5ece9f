// An uncaught Error in a static initialiser of the main class: the launcher's message and exit code.
public class UncaughtError {
    static int value = fail();

    static int fail() {
        throw new AssertionError("static");
    }

    public static void main(String[] args) {
        System.out.println("never");
    }
}
