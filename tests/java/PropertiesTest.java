// Properties: loading, escapes, storing, defaults, XML; system properties and environment.
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

public class PropertiesTest {
    public static void main(String[] args) throws IOException {
        Properties p = new Properties();
        p.load(new StringReader("""
            # comment
            ! another
            plain=value
            spaced   :   value with blanks\u0020
            continued = one, \\
                        two
            key\\ with\\ blanks=x
            unicode=\\u00e9\\u4e2d
            escapes=tab\\tnewline\\nslash\\\\
            empty
            =nokey
            dup=1
            dup=2
            """));
        new TreeMap<>(p).forEach((k, v) -> System.out.println("[" + k + "]=[" + v + "]"));
        Properties child = new Properties(p);
        child.setProperty("own", "1");
        System.out.println(child.getProperty("plain") + " " + child.get("plain") + " "
            + child.getProperty("none", "default") + " "
            + child.size() + " " + new TreeSet<>(child.stringPropertyNames()).size());
        StringWriter out = new StringWriter();
        Properties store = new Properties();
        store.setProperty("k é", "v=:#! \t\u0001");
        store.store(out, "header\nsecond");
        for (String line : out.toString().split("\n")) {
            if (!line.matches("#\\w{3} \\w{3} .*\\d{4}")) {
                System.out.println(line);
            }
        }
        try {
            p.load(new StringReader("bad=\\u12x"));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        System.setProperty("own.property", "set");
        System.out.println(System.getProperty("own.property") + " " + System.clearProperty("own.property")
            + " "
            + System.getProperty("own.property") + " " + System.getProperty("x", "def") + " "
            + Integer.getInteger("no.int", 5)
            + " " + Boolean.getBoolean("no.bool"));
        for (String name : new String[] {"java.specification.version",
            "java.class.version", "file.separator",
            "path.separator", "os.name", "os.arch", "java.vm.specification.version",
            "java.specification.name", "user.language",
            "file.encoding", "sun.jnu.encoding", "java.vendor.url", "native.encoding"}) {
            System.out.println(name + "=" + System.getProperty(name).replaceAll("^http.*", "url"));
        }
        System.out.println(System.getProperty("line.separator").length() + " "
            + (System.getProperty("java.home") != null) + " "
            + System.getProperty("java.class.path").isEmpty() + " " + System.lineSeparator().equals("\n")
            + " "
            + (System.getProperty("user.dir") != null) + " " + (System.getProperty("java.io.tmpdir")));
        for (String bad : new String[] {"", null}) {
            try {
                System.getProperty(bad);
            } catch (IllegalArgumentException | NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        System.out.println(System.getenv("NO_SUCH_VARIABLE_HERE") + " " + (System.getenv().size() > 1) + " "
            + System.getenv("TZ"));
        try {
            System.getenv().put("a", "b");
        } catch (UnsupportedOperationException e) {
            System.out.println("unmodifiable");
        }
    }
}
