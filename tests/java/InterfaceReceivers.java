// Receivers that are no instance of the interface: the verifier lets them pass, the call must not.
public class InterfaceReceivers {
    public interface Shape {
        default String area() {
            return "area of " + getClass().getSimpleName();
        }
    }

    public static class Square implements Shape {
        @Override
        public String toString() {
            return "a square";
        }
    }

    public static class Stranger {
        @Override
        public String toString() {
            return "a stranger";
        }
    }

    static String tidy(String text) {
        return text.replaceAll("@[0-9a-f]+", "@");
    }

    static void check(Class<?> c, String method) {
        for (Object receiver : new Object[] {new Square(), new Stranger(), new Square()}) {
            System.out.println(method + ": " + tidy(ClassWriterLite.outcome(c, method, receiver)));
        }
    }

    /** An interface with a private method, called by both instructions, and a call of Object's. */
    static ClassWriterLite assemble(String shape) {
        ClassWriterLite c = new ClassWriterLite(55,
            ClassWriterLite.PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT, "Drawn",
            "java/lang/Object", shape);
        c.method(ClassWriterLite.PRIVATE, "hidden", "()Ljava/lang/String;").load("ldc", "hidden")
            .op("areturn");
        int shared = ClassWriterLite.PUBLIC | ClassWriterLite.STATIC;
        c.method(shared, "text", "(Ljava/lang/Object;)Ljava/lang/String;").max(1, 1).op("aload_0")
            .callInterface("invokeinterface", shape, "toString", "()Ljava/lang/String;", 1).op("areturn");
        c.method(shared, "area", "(Ljava/lang/Object;)Ljava/lang/String;").max(1, 1).op("aload_0")
            .callInterface("invokeinterface", shape, "area", "()Ljava/lang/String;", 1).op("areturn");
        c.method(shared, "direct", "(Ljava/lang/Object;)Ljava/lang/String;").max(1, 1).op("aload_0")
            .callInterface("invokeinterface", "Drawn", "hidden", "()Ljava/lang/String;", 1).op("areturn");
        c.method(shared, "special", "(Ljava/lang/Object;)Ljava/lang/String;").max(1, 1).op("aload_0")
            .callInterface("invokespecial", shape, "area", "()Ljava/lang/String;", 1).op("areturn");
        return c;
    }

    public static void main(String[] args) {
        Class<?> drawn = assemble("InterfaceReceivers$Shape").define();
        check(drawn, "text");
        check(drawn, "area");
        check(drawn, "direct");
        check(drawn, "special");
    }
}
