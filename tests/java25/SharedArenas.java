// A shared arena that is closed while threads use its memory: each use sees the memory or the error.
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

public class SharedArenas {
    static volatile long sink;

    static void use(MemorySegment segment, int kind) {
        switch (kind) {
            case 0 -> sink += segment.get(ValueLayout.JAVA_INT, 4);
            case 1 -> segment.set(ValueLayout.JAVA_LONG, 8, sink);
            case 2 -> segment.fill((byte) 1);
            default -> sink += segment.mismatch(segment.asSlice(0));
        }
    }

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < 30; round++) {
            Arena arena = Arena.ofShared();
            MemorySegment segment = arena.allocate(1 << 16);
            List<Thread> threads = new ArrayList<>();
            List<String> ends = java.util.Collections.synchronizedList(new ArrayList<>());
            CountDownLatch running = new CountDownLatch(4);
            for (int kind = 0; kind < 4; kind++) {
                int which = kind;
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        use(segment, which);
                        running.countDown();
                        while (true) {
                            use(segment, which);
                        }
                    } catch (IllegalStateException e) {
                        ends.add(e.getMessage());
                    }
                }));
            }
            running.await();
            arena.close();
            for (Thread t : threads) {
                t.join();
            }
            if (round == 0 || ends.stream().anyMatch(s -> !s.equals("Already closed"))) {
                System.out.println(ends);
            }
        }
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment text = confined.allocateFrom("text");
            System.out.println(text.getString(0) + " " + text.byteSize());
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    text.get(ValueLayout.JAVA_BYTE, 0);
                } catch (WrongThreadException e) {
                    System.out.println("another thread's");
                }
            });
            other.join();
        }
    }
}
