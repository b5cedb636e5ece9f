// timeout: 180
// The JDK's own compiler called in the program: sources in memory, diagnostics, the classes loaded and run.
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

public class CompilerApi {
    static class Source extends SimpleJavaFileObject {
        final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignore) {
            return text;
        }
    }

    public static void main(String[] args) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaFileManager manager = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null,
            Locale.ROOT, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location l, String name, JavaFileObject.Kind kind,
                FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".class"),
                    kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                        classes.put(name, bytes);
                        return bytes;
                    }
                };
            }
        };
        String good = """
            package made;
            import java.util.*;
            public class Good implements java.util.function.Supplier<String> {
                record P(int x, List<String> l) { }
                enum E { A { int v() { return 1; } }, B; int v() { return 2; } }
                public String get() {
                    int total = 0;
                    for (E e : E.values()) total += switch (e) { case A -> e.v() * 10; case B -> e.v(); };
                    Object o = new P(total, new ArrayList<>(List.of("a", "b")));
                    return o instanceof P p ? p + " " + p.l().stream().map(s -> s + total()).toList() : "";
                }
                private int total() { return 5; }
            }
            """;
        System.out.println(compiler.getTask(null, manager, null, List.of("-proc:none"), null,
            List.of(new Source("made/Good", good)))
            .call());
        System.out.println(new TreeSet<>(classes.keySet()));
        ClassLoader loader = new ClassLoader() {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                ByteArrayOutputStream bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes.toByteArray(), 0, bytes.size());
            }
        };
        Object made = loader.loadClass("made.Good").getDeclaredConstructor().newInstance();
        System.out.println(((java.util.function.Supplier<?>) made).get());
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        String bad = "class Bad { int f() { return \"text\"; } void g() { undefined(); int x = 1 } }";
        System.out.println(compiler.getTask(null, manager, found, List.of("-proc:none"), null,
            List.of(new Source("Bad", bad))).call());
        for (Diagnostic<?> d : found.getDiagnostics()) {
            System.out.println(d.getKind() + " " + d.getLineNumber() + ":" + d.getColumnNumber() + " "
                + d.getCode());
        }
    }
}
