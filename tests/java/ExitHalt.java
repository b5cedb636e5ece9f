// Runtime.halt: no hooks, no finally.
public class ExitHalt {
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("never: hook")));
        System.out.println("halting");
        System.out.flush();
        Runtime.getRuntime().halt(17);
    }
}
