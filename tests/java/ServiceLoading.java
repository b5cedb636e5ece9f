// ServiceLoader: providers from META-INF/services, order, laziness, reload, broken providers, streams.
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

public class ServiceLoading {
    public interface Greeter {
        String greet();
    }

    public static class English implements Greeter {
        public English() {
            System.out.println("English made");
        }

        public String greet() {
            return "hello";
        }
    }

    public static class Latin implements Greeter {
        public Latin() {
            System.out.println("Latin made");
        }

        public String greet() {
            return "salve";
        }
    }

    public interface Fragile { }

    public static class NotOne { }

    public static class Failing implements Fragile {
        public Failing() {
            throw new IllegalStateException("constructor");
        }
    }

    public static class Good implements Fragile { }

    public interface Nobody { }

    public static void main(String[] args) {
        ServiceLoader<Greeter> loader = ServiceLoader.load(Greeter.class);
        for (int i = 0; i < 2; i++) {
            for (Greeter g : loader) {
                System.out.println(g.greet());
            }
        }
        System.out.println(loader + " " + loader.findFirst().get().greet());
        loader.reload();
        System.out.println(loader.stream().map(p -> p.type().getSimpleName()).toList());
        Iterator<Fragile> it = ServiceLoader.load(Fragile.class).iterator();
        while (true) {
            try {
                if (!it.hasNext()) {
                    break;
                }
                System.out.println(it.next().getClass().getSimpleName());
            } catch (ServiceConfigurationError e) {
                System.out.println(e.getMessage() + " " + e.getCause());
            }
        }
        System.out.println(ServiceLoader.load(Nobody.class).findFirst().isPresent());
        System.out.println(ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class, null).stream()
            .count() > 0);
    }
}
