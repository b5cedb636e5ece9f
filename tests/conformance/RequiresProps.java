import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * The values that `@requires` expressions of the OpenJDK tests are judged by.
 *
 * OpenJDK's own class asks HotSpot's WhiteBox. This one states the same facts for every VM, so that HotSpot
 * and Moka are given the same set of tests: an x86-64 product build without CDS, JFR, JVMTI agents,
 * serviceability agent, JVMCI or containers. Collectors count as present, because a test that names one
 * must pass whatever collector a VM has.
 */
public class RequiresProps implements Callable<Map<String, String>> {
    private static final String[] TRUE = {
        "vm.flagless", "vm.gc.Serial", "vm.gc.Parallel", "vm.gc.G1", "vm.opt.final.ClassUnloading",
    };
    private static final String[] FALSE = {
        "vm.aot", "vm.aot.enabled", "vm.cds", "vm.cds.custom.loaders", "vm.cds.write.archived.java.heap",
        "vm.compiler1.enabled", "vm.compiler2.enabled", "vm.debug", "vm.emulatedClient", "vm.flightRecorder",
        "vm.gc.Epsilon", "vm.gc.Shenandoah", "vm.gc.Z", "vm.graal.enabled", "vm.hasDTrace", "vm.hasJFR",
        "vm.hasSA", "vm.jvmci", "vm.jvmci.enabled", "vm.jvmti", "vm.musl", "vm.rtm.compiler", "vm.rtm.cpu",
        "vm.opt.final.UseCompressedOops", "docker.support", "jdk.containerized",
    };

    @Override
    public Map<String, String> call() {
        Map<String, String> props = new TreeMap<>();
        for (String name : TRUE) {
            props.put(name, "true");
        }
        for (String name : FALSE) {
            props.put(name, "false");
        }
        props.put("vm.bits", "64");
        props.put("vm.compMode", "Xmixed");
        props.put("vm.cpu.features", "");
        props.put("vm.flavor", "server");
        props.put("vm.pageSize", "4096");
        props.put("vm.simpleArch", "x64");
        props.put("release.implementor", "");
        return props;
    }
}
