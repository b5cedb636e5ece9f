// Weak, soft and phantom references with System.gc(), queues, WeakHashMap, reachability of what is still
// used.
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.WeakHashMap;

public class References {
    static class Thing {
        final int[] payload = new int[100];
        Thing other;
    }

    /** Made in frames below that are gone afterwards, so that no stale slot keeps the objects. */
    static List<Reference<Thing>> make(int n, ReferenceQueue<Thing> queue, boolean phantom) {
        List<Reference<Thing>> refs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Thing t = new Thing();
            t.other = new Thing();
            t.other.other = t;
            refs.add(phantom ? new PhantomReference<>(t, queue) : new WeakReference<>(t, queue));
        }
        return refs;
    }

    static int deep(int n) {
        int[] clear = new int[8];
        return n == 0 ? clear[3] : deep(n - 1) + clear[n & 7];
    }

    static int collect(ReferenceQueue<Thing> queue, int wanted) throws InterruptedException {
        int got = 0;
        for (int round = 0; round < 20 && got < wanted; round++) {
            deep(200);
            System.gc();
            while (queue.remove(20) != null) {
                got++;
            }
        }
        return got;
    }

    static WeakHashMap<Object, String> map(int n) {
        WeakHashMap<Object, String> map = new WeakHashMap<>();
        for (int i = 0; i < n; i++) {
            map.put(new Object(), "v" + i);
        }
        return map;
    }

    public static void main(String[] args) throws Exception {
        ReferenceQueue<Thing> queue = new ReferenceQueue<>();
        Thing kept = new Thing();
        WeakReference<Thing> weakKept = new WeakReference<>(kept, queue);
        SoftReference<Thing> soft = new SoftReference<>(new Thing());
        List<Reference<Thing>> weak = make(100, queue, false);
        int got = collect(queue, 90);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        int cleared = 0;
        for (Reference<Thing> r : weak) {
            cleared += r.get() == null ? 1 : 0;
        }
        System.out.println((got >= 90) + " " + (cleared >= 90) + " " + (got <= cleared) + " "
            + (weakKept.get() == kept) + " "
            + (soft.get() != null) + " " + weakKept.refersTo(kept) + " " + weakKept.refersTo(null));
        List<Reference<Thing>> phantoms = make(100, queue, true);
        System.out.println(phantoms.get(0).get() + " " + (collect(queue, 90) >= 90) + " " + phantoms.size());
        WeakReference<Thing> manual = new WeakReference<>(kept, queue);
        System.out.println(manual.enqueue() + " " + manual.enqueue() + " " + manual.get() + " "
            + (queue.poll() == manual) + " "
            + queue.poll());
        weakKept.clear();
        System.out.println(weakKept.get() + " " + weakKept.enqueue());
        Object key = new Object();
        WeakHashMap<Object, String> map = map(200);
        map.put(key, "kept");
        for (int i = 0; i < 20 && map.size() > 20; i++) {
            deep(200);
            System.gc();
            Thread.sleep(5);
        }
        System.out.println((map.size() <= 20) + " " + map.get(key));
        try {
            queue.remove(-1);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        Reference.reachabilityFence(kept);
        System.out.println(kept.payload.length);
    }
}
