// Linkage errors of classes compiled apart, assembled here: missing members, changed kinds, access, abstract
// methods.
import java.util.List;

public class StaleClasses {
    static final ClassWriterLite.Loader LOADER = new ClassWriterLite.Loader();
    static final int PUBLIC = ClassWriterLite.PUBLIC;

    static void interfaces() {
        ClassWriterLite shape = new ClassWriterLite(52,
            PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT, "Shape",
            "java/lang/Object");
        shape.bodiless(PUBLIC | ClassWriterLite.ABSTRACT, "area", "()I");
        shape.bodiless(PUBLIC | ClassWriterLite.ABSTRACT, "late", "()I");
        LOADER.put(shape);
        ClassWriterLite left = new ClassWriterLite(52,
            PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT, "Left",
            "java/lang/Object");
        left.method(PUBLIC, "both", "()I").op("iconst_1 ireturn");
        ClassWriterLite right = new ClassWriterLite(52,
            PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT, "Right",
            "java/lang/Object");
        right.method(PUBLIC, "both", "()I").op("iconst_2 ireturn");
        LOADER.put(left).put(right);
        ClassWriterLite both = new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "Both",
            "java/lang/Object", "Left", "Right",
            "Shape");
        both.constructor();
        both.method(0, "area", "()I").op("iconst_3 ireturn");
        LOADER.put(both);
    }

    static void owners() {
        ClassWriterLite owner = new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "Owner",
            "java/lang/Object");
        owner.constructor();
        owner.field(ClassWriterLite.PRIVATE | ClassWriterLite.STATIC, "hidden", "I")
            .field(ClassWriterLite.STATIC, "mine", "I");
        owner.field(PUBLIC, "instance", "I").field(PUBLIC | ClassWriterLite.STATIC, "common", "I");
        owner.method(ClassWriterLite.PRIVATE | ClassWriterLite.STATIC, "secret", "()I")
            .op("iconst_1 ireturn");
        owner.method(PUBLIC, "virtual", "()I").op("iconst_2 ireturn");
        owner.method(PUBLIC | ClassWriterLite.STATIC, "fixed", "()I").op("iconst_3 ireturn");
        owner.method(PUBLIC | ClassWriterLite.FINAL, "last", "()I").op("iconst_4 ireturn");
        LOADER.put(owner);
        ClassWriterLite base = new ClassWriterLite(52,
            PUBLIC | ClassWriterLite.SUPER | ClassWriterLite.ABSTRACT, "Base",
            "java/lang/Object");
        base.constructor();
        base.bodiless(PUBLIC | ClassWriterLite.ABSTRACT, "todo", "(Ljava/lang/String;[I)J");
        LOADER.put(base);
        ClassWriterLite lazy = new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "Lazy", "Base");
        lazy.constructor();
        LOADER.put(lazy);
        ClassWriterLite last = new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "Overrides", "Owner");
        last.method(PUBLIC, "last", "()I").op("iconst_5 ireturn");
        LOADER.put(last);
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "OfFinal", "java/lang/String"));
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "OfInterface",
            "java/lang/Runnable"));
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "ImplementsClass",
            "java/lang/Object", "Owner"));
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "Own", "Own"));
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "CircleA", "CircleB"));
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "CircleB", "CircleA"));
        LOADER.put(new ClassWriterLite(52, PUBLIC | ClassWriterLite.SUPER, "Orphan", "NoParent"));
        LOADER.put(new ClassWriterLite(99, PUBLIC | ClassWriterLite.SUPER, "Future", "java/lang/Object"));
        LOADER.put(new ClassWriterLite(52, ClassWriterLite.SUPER, "java/lang/Forbidden", "java/lang/Object"));
    }

    static ClassWriterLite user() {
        ClassWriterLite u = new ClassWriterLite(52, "User");
        u.method("noField", "()I").field("getstatic", "Owner", "gone", "I").op("ireturn");
        u.method("fieldType", "()J").field("getstatic", "Owner", "common", "J").op("lreturn");
        u.method("staticNow", "(LOwner;)I").op("aload_0").field("getfield", "Owner", "common", "I")
            .op("ireturn");
        u.method("instanceNow", "()I").field("getstatic", "Owner", "instance", "I").op("ireturn");
        u.method("privateField", "()I").field("getstatic", "Owner", "hidden", "I").op("ireturn");
        u.method("packageField", "()I").field("getstatic", "Owner", "mine", "I").op("ireturn");
        u.method("noMethod", "()V").op("iconst_0 aconst_null aconst_null").call("invokestatic", "Owner",
            "gone", "(ILjava/lang/String;[[J)V")
            .op("return");
        u.method("privateMethod", "()I").call("invokestatic", "Owner", "secret", "()I").op("ireturn");
        u.method("virtualNow", "()I").call("invokestatic", "Owner", "virtual", "()I").op("ireturn");
        u.method("fixedNow", "(LOwner;)I").op("aload_0").call("invokevirtual", "Owner", "fixed", "()I")
            .op("ireturn");
        u.method("classNow", "(LOwner;)I").op("aload_0").callInterface("invokeinterface", "Owner",
            "virtual", "()I", 1)
            .op("ireturn");
        u.method("interfaceNow", "(LBoth;)I").op("aload_0").call("invokevirtual", "Shape", "area", "()I")
            .op("ireturn");
        u.method("todo", "(LLazy;)J").op("aload_0 aconst_null aconst_null")
            .call("invokevirtual", "Base", "todo", "(Ljava/lang/String;[I)J").op("lreturn");
        u.method("notPublic", "(LBoth;)I").op("aload_0").callInterface("invokeinterface", "Shape", "area",
            "()I", 1).op("ireturn");
        u.method("late", "(LBoth;)I").op("aload_0").callInterface("invokeinterface", "Shape", "late", "()I",
            1).op("ireturn");
        u.method("conflict", "(LBoth;)I").op("aload_0").callInterface("invokeinterface", "Left", "both",
            "()I", 1).op("ireturn");
        u.method("conflictVirtual", "(LBoth;)I").op("aload_0").call("invokevirtual", "Both", "both", "()I")
            .op("ireturn");
        u.method("newAbstract", "()V").type("new", "Base").op("pop return");
        u.method("newInterface", "()V").type("new", "Shape").op("pop return");
        u.method("hiddenJdk", "()V").call("invokestatic", "jdk/internal/misc/VM", "isBooted", "()Z")
            .op("pop return");
        u.method("packageJdk", "()V").call("invokestatic", "java/lang/Shutdown", "exit", "()V").op("return");
        return u;
    }

    public static void main(String[] args) throws Exception {
        interfaces();
        owners();
        Class<?> user = LOADER.put(user()).load("User");
        Object owner = LOADER.load("Owner").getDeclaredConstructor().newInstance();
        Object both = LOADER.load("Both").getDeclaredConstructor().newInstance();
        Object lazy = LOADER.load("Lazy").getDeclaredConstructor().newInstance();
        for (int round = 0; round < 2; round++) {
            for (String name : List.of("noField", "fieldType", "instanceNow", "privateField", "packageField",
                "noMethod",
                "privateMethod", "virtualNow", "newAbstract", "newInterface", "hiddenJdk", "packageJdk")) {
                System.out.println(name + ": " + ClassWriterLite.outcome(user, name));
            }
            for (String name : List.of("staticNow", "fixedNow", "classNow")) {
                System.out.println(name + ": " + ClassWriterLite.outcome(user, name, owner));
            }
            for (String name : List.of("interfaceNow", "notPublic", "late", "conflict", "conflictVirtual")) {
                System.out.println(name + ": " + ClassWriterLite.outcome(user, name, both));
            }
            System.out.println("todo: " + ClassWriterLite.outcome(user, "todo", lazy));
        }
        for (String name : List.of("Overrides", "OfFinal", "OfInterface", "ImplementsClass", "Own",
            "CircleA", "Orphan", "Future",
            "java.lang.Forbidden", "Overrides", "Orphan")) {
            try {
                System.out.println(name + " " + LOADER.load(name));
            } catch (Throwable t) {
                System.out.println(name + ": " + t.toString().replaceAll("@[0-9a-f]+", "@"));
            }
        }
    }
}
