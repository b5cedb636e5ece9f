// System.exit from a nested call: finally blocks are not run, hooks are, the code is the argument modulo 256.
public class ExitCode {
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        try {
            System.out.println("leaving");
            System.exit(300);
        } finally {
            System.out.println("never");
        }
    }
}
