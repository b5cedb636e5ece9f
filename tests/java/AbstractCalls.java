// What calls of methods without implementation and of private members outside the nest say, for classes
// compiled apart: the resolved and the selected method, defaults made abstract again, conflicts, hosts that
// do not fit.
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

public class AbstractCalls {
    static final ClassWriterLite.Loader LOADER = new ClassWriterLite.Loader();
    static final List<ClassWriterLite> MADE = new ArrayList<>();
    static final int PUBLIC = ClassWriterLite.PUBLIC, ABSTRACT = ClassWriterLite.ABSTRACT,
        SUPER = ClassWriterLite.SUPER;
    static final String OBJECT = "java/lang/Object";

    static ClassWriterLite type(int flags, String name, String superName, String... interfaces) {
        ClassWriterLite c = new ClassWriterLite(55, PUBLIC | flags, name, superName, interfaces);
        MADE.add(c);
        return c;
    }

    /** The loader takes the bytes as they are, so a class is put when it is complete. */
    static Class<?> load(String name) {
        MADE.forEach(LOADER::put);
        MADE.clear();
        return LOADER.load(name);
    }

    static ClassWriterLite iface(String name, String... interfaces) {
        return type(ClassWriterLite.INTERFACE | ABSTRACT, name, OBJECT, interfaces);
    }

    /** A concrete class without methods of its own. */
    static void plain(String name, String superName, String... interfaces) {
        type(SUPER, name, superName, interfaces).constructor();
    }

    static void classes() {
        iface("p/I").bodiless(PUBLIC | ABSTRACT, "m", "()V");
        type(SUPER | ABSTRACT, "p/A", OBJECT, "p/I").constructor().bodiless(PUBLIC | ABSTRACT, "m", "()V");
        plain("p/B", "p/A");
        String desc = "(ILjava/lang/Object;[[I)[Ljava/lang/String;";
        ClassWriterLite x = type(SUPER, "p/X", OBJECT).constructor();
        x.method(PUBLIC, "f", desc).op("aconst_null areturn");
        type(SUPER | ABSTRACT, "p/Y", "p/X").constructor().bodiless(PUBLIC | ABSTRACT, "f", desc);
        plain("p/Z", "p/Y");
        ClassWriterLite withDefault = iface("p/WithDefault");
        withDefault.bodiless(PUBLIC | ABSTRACT, "a", "()V");
        withDefault.method(PUBLIC, "other", "()V").op("return");
        type(SUPER | ABSTRACT, "p/C", OBJECT, "p/WithDefault").constructor();
        plain("p/D", "p/C");
        plain("p/E", "p/D");
        ClassWriterLite root = iface("p/Root");
        root.method(PUBLIC, "m", "()V").op("return");
        iface("p/Again", "p/Root").bodiless(PUBLIC | ABSTRACT, "m", "()V");
        plain("p/R", OBJECT, "p/Again");
        iface("p/K1").method(PUBLIC, "m", "()V").op("return");
        iface("p/K2").method(PUBLIC, "m", "()V").op("return");
        plain("p/Both", OBJECT, "p/K1", "p/K2");
    }

    static void call(String holder, String receiver, String method, String desc) {
        boolean isInterface = holder.matches("p/(I|WithDefault|Root|Again|K1|K2)");
        ClassWriterLite user =
            new ClassWriterLite(55, "p/User$" + holder.substring(2) + "$" + receiver.substring(2));
        MADE.add(user);
        ClassWriterLite.Code code = user.method("run", "()V").type("new", receiver).op("dup")
            .call("invokespecial", receiver, "<init>", "()V");
        if (desc.length() > 3) {
            code.op("iconst_1 aconst_null aconst_null");
        }
        if (isInterface) {
            code.callInterface("invokeinterface", holder, method, desc, 1);
        } else {
            code.call("invokevirtual", holder, method, desc);
        }
        if (desc.length() > 3) {
            code.op("pop");
        }
        code.op("return");
        System.out.println(holder + "." + method + " of " + receiver + ": "
            + ClassWriterLite.outcome(load(user.className()), "run"));
    }

    static void calls() throws Exception {
        call("p/I", "p/B", "m", "()V");
        call("p/A", "p/B", "m", "()V");
        call("p/B", "p/B", "m", "()V");
        String desc = "(ILjava/lang/Object;[[I)[Ljava/lang/String;";
        call("p/X", "p/Z", "f", desc);
        call("p/Y", "p/Z", "f", desc);
        call("p/Z", "p/Z", "f", desc);
        for (String holder : new String[] {"p/WithDefault", "p/C", "p/D"}) {
            call(holder, "p/D", "a", "()V");
            call(holder, "p/E", "a", "()V");
        }
        call("p/Root", "p/R", "m", "()V");
        call("p/Again", "p/R", "m", "()V");
        call("p/R", "p/R", "m", "()V");
        call("p/K1", "p/Both", "m", "()V");
        call("p/Both", "p/Both", "m", "()V");
        for (String holder : new String[] {"p.A", "p.I"}) {
            try {
                Class<?> b = load("p.B");
                load(holder).getMethod("m").invoke(b.getConstructor().newInstance());
            } catch (java.lang.reflect.InvocationTargetException e) {
                System.out.println("reflection on " + holder + ": " + e.getCause());
            }
        }
    }

    /** A class with a private method, of the nest of `host`. */
    static ClassWriterLite member(String name, String host) {
        ClassWriterLite c = type(SUPER, name, OBJECT).constructor();
        c.method(ClassWriterLite.PRIVATE | ClassWriterLite.STATIC, "secret", "()V").op("return");
        if (host != null) {
            c.nestHost(host);
        }
        return c;
    }

    static void ask(String from, String host, String target) {
        ClassWriterLite user = member(from, host);
        user.method("run", "()V").call("invokestatic", target, "secret", "()V").op("return");
        System.out.println(from + " to " + target + ": "
            + ClassWriterLite.outcome(load(from.replace('/', '.')), "run").replaceAll("@[0-9a-f]+", "@0"));
    }

    static void nests() {
        type(SUPER, "n/Host", OBJECT).nestMembers("n/Good", "n/Listed", "[Ln/Absent;");
        member("n/NoHost", null);
        member("n/Self", "n/Self");
        member("n/Missing", "n/NotThere");
        member("n/NotListed", "n/Host");
        member("n/OfArray", "[Ln/Host;");
        member("o/Other", "n/Host");
        member("n/Good", "n/Host");
        ask("n/U1", null, "n/NoHost");
        ask("n/U2", null, "n/Self");
        ask("n/U3", null, "n/Missing");
        ask("n/U4", null, "n/NotListed");
        ask("n/U5", null, "n/OfArray");
        ask("n/U6", null, "o/Other");
        ask("n/U7", "n/NotThere", "n/Missing");
        ask("n/U8", "n/U8", "n/NotListed");
        ask("n/U9", "n/NotThere", "n/NoHost");
        ask("n/Listed", "n/Host", "n/Good");
    }

    /** What method handles say about private members of another nest. */
    static void lookups() throws Exception {
        ClassWriterLite c = member("n/Hiding", null);
        c.field(ClassWriterLite.PRIVATE | ClassWriterLite.STATIC, "field", "I");
        Class<?> hiding = load("n.Hiding");
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        String[] texts = new String[3];
        try {
            lookup.findStaticGetter(hiding, "field", int.class);
        } catch (IllegalAccessException e) {
            texts[0] = e.getMessage();
        }
        try {
            lookup.findStatic(hiding, "secret", MethodType.methodType(void.class));
        } catch (IllegalAccessException e) {
            texts[1] = e.getMessage();
        }
        try {
            lookup.findStaticVarHandle(hiding, "field", int.class);
        } catch (IllegalAccessException e) {
            texts[2] = e.getMessage();
        }
        for (String text : texts) {
            System.out.println(text.replaceAll("@[0-9a-f]+", "@0"));
        }
    }

    static void superclasses() {
        plain("n/Accessor", "jdk/internal/reflect/MagicAccessorImpl");
        plain("n/Accessor2", "jdk/internal/reflect/MethodAccessorImpl");
        for (String name : new String[] {"n.Accessor", "n.Accessor2"}) {
            try {
                System.out.println(load(name));
            } catch (LinkageError e) {
                System.out.println(e.toString().replaceAll("@[0-9a-f]+", "@0"));
            }
        }
    }

    public static void main(String[] args) throws Exception {
        classes();
        calls();
        nests();
        lookups();
        superclasses();
    }
}
