// try-with-resources: order of closing, suppressed exceptions, null resources, existing variables, nesting.
public class TryWithResources {
    static class Resource implements AutoCloseable {
        final String name;
        final boolean failing;

        Resource(String name, boolean failing) {
            if (name.equals("broken")) {
                throw new IllegalArgumentException("cannot open " + name);
            }
            System.out.println("open " + name);
            this.name = name;
            this.failing = failing;
        }

        @Override
        public void close() {
            System.out.println("close " + name);
            if (failing) {
                throw new IllegalStateException("close of " + name);
            }
        }
    }

    static void show(Throwable t) {
        System.out.println(t);
        for (Throwable s : t.getSuppressed()) {
            System.out.println("  suppressed " + s);
        }
    }

    static int value() {
        try (Resource r = new Resource("value", false)) {
            return r.name.length();
        } finally {
            System.out.println("finally");
        }
    }

    public static void main(String[] args) {
        try (Resource a = new Resource("a", false); Resource b = new Resource("b", false)) {
            System.out.println("body " + a.name + b.name);
        }
        try (Resource a = new Resource("a", true); Resource b = new Resource("b", true)) {
            throw new RuntimeException("body");
        } catch (RuntimeException e) {
            show(e);
        }
        try (Resource a = new Resource("a", true); Resource b = new Resource("b", true)) {
            System.out.println("no throw");
        } catch (RuntimeException e) {
            show(e);
        }
        try (Resource a = new Resource("a", true); Resource b = new Resource("broken", false)) {
            System.out.println("never");
        } catch (RuntimeException e) {
            show(e);
        }
        try (Resource none = null) {
            System.out.println("null is fine");
        }
        Resource outside = new Resource("outside", false);
        try (outside) {
            System.out.println("using");
        }
        System.out.println(value());
        for (int i = 0; i < 3; i++) {
            try (Resource r = new Resource("loop" + i, false)) {
                if (i == 0) {
                    continue;
                }
                if (i == 1) {
                    break;
                }
            }
        }
        try (AutoCloseable lambda = () -> System.out.println("lambda closed")) {
            System.out.println("with lambda");
        } catch (Exception e) {
            show(e);
        }
    }
}
