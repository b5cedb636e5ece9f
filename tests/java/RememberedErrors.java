// Errors that are remembered and thrown again, with the constant's name for a message when they had none; and
// interface methods that a class implements by a method that is not public.
public class RememberedErrors {
    static int calls;

    public static Object fail(java.lang.invoke.MethodHandles.Lookup lookup, String name, Class<?> type) {
        calls++;
        throw name.startsWith("bare") ? new LinkageError() : new LinkageError("message of " + name);
    }

    static void constants() {
        ClassWriterLite c = new ClassWriterLite(55, "Holder");
        int bootstrap = c.bootstrap("RememberedErrors", "fail",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;");
        for (String name : new String[] {"bare", "said", "bareToo"}) {
            c.method(name, "()Ljava/lang/Object;")
                .load("ldc", ClassWriterLite.dynamic(bootstrap, name, "Ljava/lang/Object;")).op("areturn");
        }
        Class<?> holder = c.define();
        for (int i = 0; i < 3; i++) {
            for (String name : new String[] {"bare", "said", "bareToo"}) {
                System.out.println(name + ": " + ClassWriterLite.outcome(holder, name));
            }
        }
        System.out.println("bootstrap calls: " + calls);
    }

    static void interfaces() {
        ClassWriterLite.Loader loader = new ClassWriterLite.Loader();
        int flags = ClassWriterLite.PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT;
        ClassWriterLite i = new ClassWriterLite(52, flags, "Cloner", "java/lang/Object");
        i.bodiless(ClassWriterLite.PUBLIC | ClassWriterLite.ABSTRACT, "clone", "()Ljava/lang/Object;");
        loader.put(i);
        loader.put(new ClassWriterLite(52, ClassWriterLite.PUBLIC | ClassWriterLite.SUPER, "Inherits",
            "java/lang/Object", "Cloner").constructor());
        loader.put(new ClassWriterLite(52, ClassWriterLite.PUBLIC | ClassWriterLite.SUPER, "Below",
            "Inherits").constructor());
        ClassWriterLite user = new ClassWriterLite(52, "CloneUser");
        for (String name : new String[] {"Inherits", "Below"}) {
            user.method("of" + name, "()Ljava/lang/Object;").type("new", name).op("dup")
                .call("invokespecial", name, "<init>", "()V")
                .callInterface("invokeinterface", "Cloner", "clone", "()Ljava/lang/Object;", 1).op("areturn");
        }
        loader.put(user);
        System.out.println(ClassWriterLite.outcome(loader.load("CloneUser"), "ofInherits"));
        System.out.println(ClassWriterLite.outcome(loader.load("CloneUser"), "ofBelow"));
    }

    public static void main(String[] args) {
        constants();
        interfaces();
    }
}
