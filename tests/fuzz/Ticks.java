/** Called by each mutant that is run, before each branch backwards and where a method begins. */
public class Ticks {
    static final int LIMIT = 20_000;
    static int left = Integer.MAX_VALUE;

    static final class Used extends Error {
    }

    public static void tick() {
        if (--left < 0)
            throw new Used();
    }
}
