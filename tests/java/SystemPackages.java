// Packages of the boot loader: those it read classes of have a Package, those that
// Java code defined in it have none.
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;

public class SystemPackages {
    public static void main(String[] args) {
        InvocationHandler handler = (proxy, method, values) -> null;
        Class<?> c = Proxy.newProxyInstance(null, new Class<?>[] {Runnable.class}, handler).getClass();
        System.out.println(c.getClassLoader() + " " + c.getPackageName() + " " + c.getPackage());
        System.out.println(String.class.getPackage() + " " + int.class.getPackage() + " "
                + String[].class.getPackage() + " " + java.sql.Driver.class.getPackage());
        System.out.println(Arrays.stream(Package.getPackages()).map(Package::getName)
                .filter(n -> n.startsWith("java.util.f")
                        || n.startsWith("java.util.st") || n.contains("proxy"))
                .collect(Collectors.toCollection(() -> new TreeSet<String>())));
        Package pack = java.util.function.Function.class.getPackage();
        System.out.println(pack.getImplementationTitle() + " " + pack.isSealed());
    }
}
