// Memory segments: confined and shared scopes, closing them while other threads read.
// vmargs: --add-modules jdk.incubator.foreign
// compile-with: --add-modules jdk.incubator.foreign
import java.util.concurrent.CountDownLatch;
import jdk.incubator.foreign.MemoryAccess;
import jdk.incubator.foreign.MemorySegment;
import jdk.incubator.foreign.ResourceScope;

public class MemorySegments {
    static void fails(String what, Runnable body) {
        try {
            body.run();
            System.out.println(what + ": no exception");
        } catch (RuntimeException e) {
            System.out.println(what + ": " + e.toString().replaceAll("id=0x[0-9a-f]+", "id"));
        }
    }

    static void basics(ResourceScope scope) {
        MemorySegment segment = MemorySegment.allocateNative(64, scope);
        for (int i = 0; i < 16; i++) {
            MemoryAccess.setIntAtIndex(segment, i, i * i);
        }
        long sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += MemoryAccess.getIntAtIndex(segment, i);
        }
        System.out.println(sum + " " + segment.byteSize() + " " + segment.asSlice(4, 8).toIntArray().length);
        fails("outside", () -> MemoryAccess.getIntAtIndex(segment, 16));
        scope.close();
        System.out.println("alive: " + scope.isAlive());
        fails("closed", () -> MemoryAccess.getInt(segment));
        fails("closed again", scope::close);
    }

    static void readers() throws Exception {
        ResourceScope scope = ResourceScope.newSharedScope();
        MemorySegment segment = MemorySegment.allocateNative(4096, scope);
        CountDownLatch begun = new CountDownLatch(3);
        Thread[] readers = new Thread[3];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new Thread(() -> {
                long sum = 0;
                begun.countDown();
                try {
                    for (int k = 0;; k = (k + 1) % 1024) {
                        sum += MemoryAccess.getIntAtIndex(segment, k);
                    }
                } catch (IllegalStateException e) {
                    System.out.println("reader: " + e.getMessage() + ", sum " + sum);
                }
            });
            readers[i].start();
        }
        begun.await();
        while (scope.isAlive()) {
            try {
                scope.close();
            } catch (IllegalStateException e) {
                if (!e.getMessage().contains("Cannot close while another thread is accessing")) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    static void owners() throws Exception {
        ResourceScope scope = ResourceScope.newConfinedScope();
        MemorySegment segment = MemorySegment.allocateNative(8, scope);
        Thread other = new Thread(() -> {
            fails("other thread reads", () -> MemoryAccess.getInt(segment));
            fails("other thread closes", scope::close);
        }, "other");
        other.start();
        other.join();
        scope.close();
    }

    public static void main(String[] args) throws Exception {
        basics(ResourceScope.newConfinedScope());
        basics(ResourceScope.newSharedScope());
        for (int i = 0; i < 20; i++) {
            readers();
        }
        owners();
    }
}
