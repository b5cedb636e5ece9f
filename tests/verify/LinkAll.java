import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads and links every class of the given jars ("jrt": of the JDK's modules; "jrt:java.base": of one) and
 * initialises none. Names each that does not verify, and counts. Listing a class's constructors links it, on
 * HotSpot and here.
 */
public class LinkAll {
    private int loaded, missing, rejected;

    private void link(String name, ClassLoader loader) throws Throwable {
        try {
            Class<?> c = Class.forName(name, false, loader);
            loaded++;
            c.getDeclaredConstructors();
        } catch (VerifyError | ClassFormatError e) {
            rejected++;
            System.out.println("rejected " + name + ": " + e);
        } catch (LinkageError | ClassNotFoundException | TypeNotPresentException e) {
            missing++;
        }
    }

    private static String className(String file) {
        return file.substring(0, file.length() - ".class".length()).replace('/', '.');
    }

    private static boolean isClass(String file) {
        return file.endsWith(".class") && !file.endsWith("module-info.class") && !file.startsWith("META-INF");
    }

    private static List<String> moduleClasses(String module) throws IOException {
        List<String> names = new ArrayList<>();
        Path top = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules" + module);
        try (var files = Files.walk(top)) {
            for (Path path : (Iterable<Path>) files::iterator)
                if (path.getNameCount() > 2 && isClass(path.toString()))
                    names.add(className(path.subpath(2, path.getNameCount()).toString()));
        }
        return names;
    }

    private static List<String> jarClasses(String file) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(file)) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator)
                if (isClass(entry.getName()))
                    names.add(className(entry.getName()));
        }
        return names;
    }

    private void linkAll(String place) throws Throwable {
        boolean modules = place.startsWith("jrt");
        ClassLoader loader = modules ? ClassLoader.getSystemClassLoader()
                                     : new URLClassLoader(new URL[] {new File(place).toURI().toURL()});
        List<String> names =
            modules ? moduleClasses(place.substring("jrt".length()).replace(':', '/')) : jarClasses(place);
        for (String name : names)
            link(name, loader);
        System.out.printf("%s: %d classes, %d loaded, %d missing something, %d rejected%n", place,
                          names.size(), loaded, missing, rejected);
    }

    public static void main(String[] places) throws Throwable {
        for (String place : places)
            new LinkAll().linkAll(place);
    }
}
