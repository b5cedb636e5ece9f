// Class loaders: hierarchy, custom ones, delegation and its reverse, same name twice, casts between, errors,
// protection.
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

public class ClassLoaders {
    public static class Plugin implements Runnable {
        static int loaded;
        int calls;

        static {
            loaded++;
        }

        @Override
        public void run() {
            calls++;
            System.out.println("run " + calls + " " + loaded + " by " + getClass().getClassLoader()
                .getName());
        }
    }

    static class Reversed extends ClassLoader {
        final List<String> asked = new ArrayList<>();

        Reversed(String name) {
            super(name, ClassLoaders.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            if (name.startsWith("ClassLoaders$Plugin")) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : findClass(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    static class Parallel extends ClassLoader {
        static {
            ClassLoader.registerAsParallelCapable();
        }

        Object lock(String name) {
            return getClassLoadingLock(name);
        }

        boolean parallel() {
            return isRegisteredAsParallelCapable();
        }
    }

    interface Step {
        Object run() throws Throwable;
    }

    static void show(Step s) {
        try {
            System.out.println(s.run());
        } catch (Throwable t) {
            System.out.println(t.toString().replaceAll("@[0-9a-f]+", "@"));
        }
    }

    public static void main(String[] args) throws Exception {
        ClassLoader app = ClassLoaders.class.getClassLoader();
        System.out.println(app.getName() + " " + app.getParent().getName() + " " + app.getParent()
            .getParent() + " "
            + String.class.getClassLoader() + " " + (ClassLoader.getSystemClassLoader() == app) + " "
            + int[].class.getClassLoader()
            + " " + app.getClass().getName() + " " + java.sql.Driver.class.getClassLoader().getName());
        Reversed one = new Reversed("one");
        Reversed two = new Reversed("two");
        Class<?> a = one.loadClass("ClassLoaders$Plugin");
        Class<?> b = two.loadClass("ClassLoaders$Plugin");
        System.out.println((a == b) + " " + a.equals(Plugin.class) + " " + a.getName().equals(b.getName())
            + " "
            + (one.loadClass("ClassLoaders$Plugin") == a) + " " + a.getClassLoader().getName());
        ((Runnable) a.getDeclaredConstructor().newInstance()).run();
        ((Runnable) b.getDeclaredConstructor().newInstance()).run();
        new Plugin().run();
        System.out.println(one.asked);
        show(() -> (Plugin) a.getDeclaredConstructor().newInstance());
        show(() -> one.loadClass("no.such.Class"));
        show(() -> one.findClass("ClassLoaders$Plugin"));
        show(() -> one.define("Broken", new byte[] {1, 2, 3, 4}));
        show(() -> one.define("Broken", new byte[0]));
        show(() -> one.define("Wrong", new ClassWriterLite(52, "Right").bytes()));
        show(() -> one.define("java.lang.Evil", new ClassWriterLite(52, "java/lang/Evil").bytes()));
        show(() -> one.define("a/b", new ClassWriterLite(52, "a/b").bytes()));
        show(() -> one.define(null, new ClassWriterLite(52, "pack/Unnamed").bytes()).getPackage());
        show(() -> Class.forName("ClassLoaders$Plugin", true, two) == b);
        show(() -> Class.forName("[LClassLoaders$Plugin;", false, two).getComponentType() == b);
        show(() -> Class.forName("java/lang/String"));
        show(() -> Class.forName(""));
        show(() -> new ClassLoader() { }.loadClass("int"));
        show(() -> Class.forName("x", true, new ClassLoader() {
            @Override
            public Class<?> loadClass(String name) {
                return null;
            }
        }));
        show(() -> Class.forName("x", true, new ClassLoader() {
            @Override
            public Class<?> loadClass(String name) {
                return String.class;
            }
        }));
        show(() -> Class.forName("x", true, new ClassLoader() {
            @Override
            public Class<?> loadClass(String name) {
                throw new IllegalStateException("from loader");
            }
        }));
        Parallel parallel = new Parallel();
        System.out.println(parallel.parallel() + " " + (parallel.lock("a") != parallel.lock("b")) + " "
            + (parallel.lock("a") == parallel.lock("a")) + " " + parallel.getUnnamedModule().isNamed());
        try (URLClassLoader urls = new URLClassLoader("urls", new URL[] {Plugin.class.getResource("/")},
                ClassLoader.getPlatformClassLoader())) {
            Class<?> c = urls.loadClass("ClassLoaders$Plugin");
            ((Runnable) c.getDeclaredConstructor().newInstance()).run();
            System.out.println((c == Plugin.class) + " " + urls.getURLs().length + " "
                + (urls.findResource("Hello.class") != null));
        }
        Thread[] threads = new Thread[4];
        Class<?>[] seen = new Class<?>[4];
        Reversed shared = new Reversed("shared");
        for (int i = 0; i < 4; i++) {
            int n = i;
            threads[i] = new Thread(() -> {
                try {
                    synchronized (shared) {
                        seen[n] = shared.loadClass("ClassLoaders$Plugin");
                    }
                } catch (ClassNotFoundException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(seen[0] == seen[1] && seen[1] == seen[2] && seen[2] == seen[3]);
        Thread.currentThread().setContextClassLoader(one);
        System.out.println(Thread.currentThread().getContextClassLoader().getName());
        one.setDefaultAssertionStatus(true);
        System.out.println(Plugin.class.desiredAssertionStatus() + " " + Package.getPackage("java.lang")
            .getName());
    }
}
