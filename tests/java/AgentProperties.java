// What the VM tells tools about its start: jdk.internal.vm.VMSupport.
// args: one "two words"
// vmargs: --add-exports java.base/jdk.internal.vm=ALL-UNNAMED -Dagent.test=a
// compile-with: --add-exports java.base/jdk.internal.vm=ALL-UNNAMED
import java.util.Properties;
import jdk.internal.vm.VMSupport;

public class AgentProperties {
    public static void main(String[] args) {
        Properties p = VMSupport.getAgentProperties();
        System.out.println(p.getProperty("sun.java.command"));
        System.out.println(p.getProperty("sun.jvm.args").contains("-Dagent.test=a"));
        System.out.println("[" + p.getProperty("sun.jvm.flags") + "]");
        System.out.println(p.stringPropertyNames().size() + " " + (VMSupport.getAgentProperties() == p));
    }
}
