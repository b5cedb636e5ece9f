// System.exit from another thread while main waits.
public class ExitFromThread {
    public static void main(String[] args) throws Exception {
        Thread t = new Thread(() -> {
            System.out.println("thread exits");
            System.exit(3);
        });
        t.start();
        t.join();
        Thread.sleep(60_000);
        System.out.println("never");
    }
}
