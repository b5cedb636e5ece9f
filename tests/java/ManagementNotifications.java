import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.*;
import java.util.*;
import java.util.concurrent.*;
import javax.management.*;
import javax.management.openmbean.CompositeData;

/** Notifications of collections and of memory pools' thresholds, and what the beans say meanwhile. */
public class ManagementNotifications {
    static final BlockingQueue<Notification> arrived = new LinkedBlockingQueue<>();
    static List<byte[]> kept = new ArrayList<>();

    /** The next notification that fits; collections go on until it is there. */
    static Notification await(String type, java.util.function.Predicate<Notification> fits) throws Exception {
        for (int round = 0; round < 200; round++) {
            System.gc();
            for (Notification n; (n = arrived.poll(50, TimeUnit.MILLISECONDS)) != null; )
                if (n.getType().equals(type) && fits.test(n)) return n;
        }
        throw new AssertionError("no notification " + type);
    }

    static void collections() throws Exception {
        Set<String> pools = new TreeSet<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) pools.add(pool.getName());
        NotificationListener listener = (n, handback) -> arrived.add(n);
        Set<String> names = new HashSet<>(), kinds = new TreeSet<>();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            names.add(bean.getName());
            ((NotificationEmitter) bean).addNotificationListener(listener, null, bean.getName());
            for (MBeanNotificationInfo info : ((NotificationEmitter) bean).getNotificationInfo())
                kinds.add(info.getName() + " " + Arrays.toString(info.getNotifTypes()));
        }
        System.out.println(kinds);
        String type = GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;
        Notification n = await(type, other -> GarbageCollectionNotificationInfo
                .from((CompositeData) other.getUserData()).getGcCause().equals("System.gc()"));
        var info = GarbageCollectionNotificationInfo.from((CompositeData) n.getUserData());
        System.out.println(info.getGcAction() + ", " + info.getGcCause() + ", "
                + names.contains(info.getGcName()));
        System.out.println(n.getMessage().equals(info.getGcName()) + " " + (n.getSequenceNumber() > 0) + " "
                + (Math.abs(n.getTimeStamp() - System.currentTimeMillis()) < 60_000));
        var gc = info.getGcInfo();
        System.out.println((gc.getId() > 0) + " " + (gc.getEndTime() >= gc.getStartTime()) + " "
                + (gc.getDuration() == gc.getEndTime() - gc.getStartTime()) + " "
                + (gc.get("GcThreadCount") != null));
        System.out.println(pools.equals(new TreeSet<>(gc.getMemoryUsageBeforeGc().keySet())) + " "
                + pools.equals(new TreeSet<>(gc.getMemoryUsageAfterGc().keySet())));
        long before = 0, after = 0;
        for (MemoryUsage u : gc.getMemoryUsageBeforeGc().values()) before += u.getUsed();
        for (MemoryUsage u : gc.getMemoryUsageAfterGc().values()) after += u.getUsed();
        System.out.println(before > 0 && after > 0);
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans())
            ((NotificationEmitter) bean).removeNotificationListener(listener);
        arrived.clear();
        System.gc();
        Notification late = arrived.poll(200, TimeUnit.MILLISECONDS);
        System.out.println("after removal: " + (late == null || !late.getType().equals(type)));
    }

    static MemoryPoolMXBean pool(java.util.function.Predicate<MemoryPoolMXBean> supports) {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
            if (pool.getType() == MemoryType.HEAP && supports.test(pool) && !pool.getName().contains("Eden")
                    && !pool.getName().contains("Survivor"))
                return pool;
        throw new AssertionError("no pool");
    }

    static MemoryNotificationInfo awaitPool(MemoryPoolMXBean pool, String type) throws Exception {
        Notification n = await(type, other -> MemoryNotificationInfo.from((CompositeData) other.getUserData())
                .getPoolName().equals(pool.getName()));
        return MemoryNotificationInfo.from((CompositeData) n.getUserData());
    }

    static void thresholds() throws Exception {
        NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
        memory.addNotificationListener((n, handback) -> arrived.add(n), null, null);
        MemoryPoolMXBean pool = pool(MemoryPoolMXBean::isUsageThresholdSupported);
        System.out.println(pool.getUsageThreshold() + " " + pool.isUsageThresholdExceeded() + " "
                + pool.getUsageThresholdCount());
        System.gc();
        long threshold = pool.getUsage().getUsed() + (20 << 20);
        pool.setUsageThreshold(threshold);
        System.out.println(pool.getUsageThreshold() == threshold);
        for (int i = 0; i < 30; i++) kept.add(new byte[2 << 20]);
        var info = awaitPool(pool, MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED);
        System.out.println("usage: " + info.getCount() + " " + (info.getUsage().getUsed() >= threshold));
        System.out.println(pool.isUsageThresholdExceeded() + " " + pool.getUsageThresholdCount());
        kept.clear();
        for (int round = 0; pool.isUsageThresholdExceeded() && round < 200; round++) {
            System.gc();
            Thread.sleep(20);
        }
        System.out.println(pool.isUsageThresholdExceeded());
        for (int i = 0; i < 30; i++) kept.add(new byte[2 << 20]);
        info = awaitPool(pool, MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED);
        System.out.println("usage again: " + info.getCount());
        pool.setUsageThreshold(0);
        kept.clear();
        System.out.println(pool.getUsageThreshold() + " " + pool.isUsageThresholdExceeded());

        pool = pool(MemoryPoolMXBean::isCollectionUsageThresholdSupported);
        pool.setCollectionUsageThreshold(1);
        info = awaitPool(pool, MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED);
        System.out.println("collection usage: " + (info.getCount() >= 1) + " "
                + (info.getUsage().getUsed() > 0));
        System.out.println(pool.isCollectionUsageThresholdExceeded() + " "
                + (pool.getCollectionUsageThresholdCount() >= 1) + " "
                + (pool.getCollectionUsage().getUsed() > 0));
        pool.setCollectionUsageThreshold(0);
        for (long wrong : new long[] {-1, Long.MAX_VALUE}) {
            try { pool.setCollectionUsageThreshold(wrong); System.out.println("set"); }
            catch (IllegalArgumentException e) { System.out.println(e.getClass().getName()); }
        }
    }

    static void peak() {
        MemoryPoolMXBean pool = pool(MemoryPoolMXBean::isUsageThresholdSupported);
        for (int i = 0; i < 20; i++) kept.add(new byte[2 << 20]);
        System.gc();
        long high = pool.getPeakUsage().getUsed();
        kept.clear();
        ManagementFactory.getMemoryMXBean().gc();
        System.out.println((high >= 40 << 20) + " " + (pool.getPeakUsage().getUsed() >= high));
        pool.resetPeakUsage();
        System.out.println(pool.getPeakUsage().getUsed() < high);
    }

    public static void main(String[] args) throws Exception {
        peak();
        collections();
        thresholds();
    }
}
