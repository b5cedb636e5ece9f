// ThreadLocal: initial values, separation, removal, inheritance; many of them.
public class ThreadLocals {
    static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 10);
    static final InheritableThreadLocal<String> PASSED = new InheritableThreadLocal<>() {
        @Override
        protected String childValue(String parent) {
            return "child of " + parent;
        }
    };

    public static void main(String[] args) throws Exception {
        COUNT.set(COUNT.get() + 1);
        PASSED.set("main");
        Thread[] threads = new Thread[3];
        String[] seen = new String[3];
        for (int i = 0; i < 3; i++) {
            int n = i;
            threads[i] = new Thread(() -> {
                for (int k = 0; k < n * 100; k++) {
                    COUNT.set(COUNT.get() + 1);
                }
                seen[n] = COUNT.get() + " " + PASSED.get();
            });
            threads[i].start();
        }
        for (int i = 0; i < 3; i++) {
            threads[i].join();
            System.out.println(seen[i]);
        }
        System.out.println(COUNT.get() + " " + PASSED.get());
        COUNT.remove();
        System.out.println(COUNT.get() + " " + new ThreadLocal<String>().get());
        ThreadLocal<?>[] many = new ThreadLocal<?>[200];
        long sum = 0;
        for (int i = 0; i < many.length; i++) {
            int n = i;
            many[i] = ThreadLocal.withInitial(() -> n * n);
            sum += (Integer) many[i].get();
        }
        for (int i = 0; i < many.length; i += 2) {
            many[i].remove();
        }
        for (ThreadLocal<?> t : many) {
            sum -= (Integer) t.get();
        }
        System.out.println(sum);
    }
}
