// Options that set properties of the VM: some cannot be changed, sun.boot.library.path is added to.
// vmargs: -Djava.vm.name=x -Djava.vm.info=x -Djdk.debug=x -Dsun.boot.library.path=/x -Djava.version=x
public class VmProperties {
    public static void main(String[] args) {
        for (String key : new String[] {"name", "version", "info", "vendor", "specification.name",
            "specification.vendor", "specification.version"}) {
            System.out.println(key + " " + "x".equals(System.getProperty("java.vm." + key)));
        }
        for (String key : new String[] {"jdk.debug", "os.name"}) {
            System.out.println(key + " " + System.getProperty(key));
        }
        System.out.println("java.version " + "x".equals(System.getProperty("java.version")));
        String path = System.getProperty("sun.boot.library.path");
        System.out.println(path.endsWith("/lib:/x") + " " + path.startsWith("/x"));
    }
}
