import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.*;
import java.util.*;
import javax.management.*;

/** Memory, collectors, runtime, class loading, flags: what every VM's beans must agree on. */
public class ManagementBeans {
    static void usage(String name, MemoryUsage usage) {
        boolean fits = usage.getUsed() <= usage.getCommitted();
        System.out.println(name + " " + (usage.getUsed() > 0) + " " + fits);
    }

    static void set(HotSpotDiagnosticMXBean bean, String name, String value) {
        try {
            bean.setVMOption(name, value);
            System.out.println(bean.getVMOption(name));
        } catch (RuntimeException e) {
            System.out.println(e);
        }
    }

    public static void main(String[] args) throws Exception {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        usage("heap", memory.getHeapMemoryUsage());
        usage("other", memory.getNonHeapMemoryUsage());
        System.out.println(memory.getHeapMemoryUsage().getMax() == Runtime.getRuntime().maxMemory());

        Set<MemoryType> types = new TreeSet<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            types.add(pool.getType());
            if (!pool.isValid() || pool.getMemoryManagerNames().length == 0
                    || pool.getPeakUsage().getUsed() < 0 || pool.getUsage().getUsed() < 0)
                System.out.println("bad pool " + pool.getName());
            pool.resetPeakUsage();
        }
        System.out.println(types);

        long before = 0, after = 0, times = 0;
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans())
            before += gc.getCollectionCount();
        System.gc();
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            after += gc.getCollectionCount();
            times += gc.getCollectionTime();
            var info = ((com.sun.management.GarbageCollectorMXBean) gc).getLastGcInfo();
            if (info != null)
                System.out.println(info.getDuration() >= 0 && info.getId() > 0
                                   && !info.getMemoryUsageAfterGc().isEmpty());
        }
        System.out.println(after > before && times >= 0);

        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        System.out.println(runtime.getName().startsWith(ProcessHandle.current().pid() + "@"));
        System.out.println(runtime.getManagementSpecVersion() + " " + runtime.getSpecVersion());
        System.out.println(runtime.getUptime() > 0 && runtime.getUptime() < 60_000);
        System.out.println(Math.abs(System.currentTimeMillis() - runtime.getStartTime()) < 60_000);
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        System.out.println(classes.getTotalLoadedClassCount() - classes.getUnloadedClassCount() > 400);

        var flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        Set<String> names = new TreeSet<>();
        for (var option : flags.getDiagnosticOptions())
            names.add(option.getName() + " " + option.isWriteable());
        System.out.println(names);
        set(flags, "HeapDumpOnOutOfMemoryError", "true");
        set(flags, "HeapDumpOnOutOfMemoryError", "7");
        set(flags, "HeapDumpPath", "/nowhere");
        set(flags, "MaxHeapFreeRatio", "101");
        set(flags, "MaxHeapFreeRatio", "10");
        set(flags, "MinHeapFreeRatio", "30");
        set(flags, "NoSuchFlag", "1");
        set(flags, "MaxHeapSize", "1");

        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        System.out.println(server.getAttribute(new ObjectName("java.lang:type=Runtime"), "SpecName"));
        System.out.println(server.getAttribute(new ObjectName("java.lang:type=Threading"), "ThreadCount")
                           instanceof Integer);
    }
}
