// invokedynamic and dynamic constants in assembled classes: types, nesting, ConstantBootstraps, laziness,
// failures, cycles.
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VolatileCallSite;
import java.util.ArrayList;
import java.util.List;

public class DynamicConstants {
    static final List<String> LOG = new ArrayList<>();
    static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";

    public static Object make(MethodHandles.Lookup lookup, String name, Class<?> type, Object... rest) {
        LOG.add(name + ":" + type.getSimpleName() + rest.length);
        switch (name) {
            case "text": return "made " + rest[0];
            case "number": return (Integer) rest[0] + 1;
            case "list": return List.of(rest);
            case "null": return null;
            case "fail": throw new IllegalStateException("no constant");
            case "wrong": return "not a number";
            default: return rest[0];
        }
    }

    public static CallSite concat(MethodHandles.Lookup lookup, String name, MethodType type,
        Object... constants) throws Exception {
        LOG.add("link " + name + type);
        MethodHandle h = lookup.findStatic(DynamicConstants.class, name, MethodType.methodType(String.class,
            Object[].class, Object[].class));
        return new ConstantCallSite(MethodHandles.insertArguments(h, 0, (Object) constants)
            .asCollector(Object[].class,
            type.parameterCount()).asType(type));
    }

    public static String all(Object[] constants, Object[] arguments) {
        return List.of(constants) + "" + List.of(arguments);
    }

    static VolatileCallSite site;

    public static CallSite changing(MethodHandles.Lookup lookup, String name, MethodType type) {
        site = new VolatileCallSite(MethodHandles.constant(int.class, 1));
        return site;
    }

    public static void main(String[] args) {
        String make = "(" + LOOKUP + "Ljava/lang/Class;[Ljava/lang/Object;)Ljava/lang/Object;";
        ClassWriterLite c = new ClassWriterLite(55, "CondyCode");
        int text = c.bootstrap("DynamicConstants", "make", make, "static argument");
        int five = c.bootstrap("DynamicConstants", "make", make, 5);
        ClassWriterLite.Constant number = ClassWriterLite.dynamic(five, "number", "I");
        int nested = c.bootstrap("DynamicConstants", "make", make, number, "x",
            ClassWriterLite.classConstant("[[D"),
            ClassWriterLite.methodType("(J)V"), 2.5, 1L << 40, 1.5f,
            ClassWriterLite.methodHandle(6, "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I"));
        c.method("text", "()Ljava/lang/String;").load("ldc", ClassWriterLite.dynamic(text, "text",
            "Ljava/lang/String;")).op("areturn");
        c.method("number", "()I").load("ldc", number).op("ireturn");
        c.method("nothing", "()Ljava/lang/Object;").load("ldc_w", ClassWriterLite.dynamic(five, "null",
            "Ljava/lang/Object;"))
            .op("areturn");
        c.method("list", "()Ljava/util/List;").load("ldc", ClassWriterLite.dynamic(nested, "list",
            "Ljava/util/List;")).op("areturn");
        c.method("fail", "()Ljava/lang/Object;").load("ldc", ClassWriterLite.dynamic(five, "fail",
            "Ljava/lang/Object;")).op("areturn");
        c.method("wrong", "()I").load("ldc", ClassWriterLite.dynamic(five, "wrong", "I")).op("ireturn");
        int primitive = c.bootstrap("java/lang/invoke/ConstantBootstraps", "primitiveClass",
            "(" + LOOKUP + "Ljava/lang/Class;)Ljava/lang/Class;");
        c.method("intClass", "()Ljava/lang/Class;").load("ldc", ClassWriterLite.dynamic(primitive, "I",
            "Ljava/lang/Class;"))
            .op("areturn");
        int enums = c.bootstrap("java/lang/invoke/ConstantBootstraps", "enumConstant",
            "(" + LOOKUP + "Ljava/lang/Class;)Ljava/lang/Enum;");
        c.method("enumValue", "()Ljava/lang/Object;").load("ldc", ClassWriterLite.dynamic(enums, "BLOCKED",
            "Ljava/lang/Thread$State;")).op("areturn");
        int concat = c.bootstrap("DynamicConstants", "concat", "(" + LOOKUP
            + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
            + "Ljava/lang/invoke/CallSite;", "k", 7, ClassWriterLite.dynamic(text, "text",
            "Ljava/lang/String;"));
        c.method("call", "(IJLjava/lang/String;D)Ljava/lang/String;").max(8, 6).op("iload_0 lload_1 aload_3")
            .op("dload", 4)
            .indy(concat, "all", "(IJLjava/lang/String;D)Ljava/lang/String;").op("areturn");
        int changing = c.bootstrap("DynamicConstants", "changing", "(" + LOOKUP
            + "Ljava/lang/invoke/MethodType;)"
            + "Ljava/lang/invoke/CallSite;");
        c.method("changing", "()I").indy(changing, "x", "()I").op("ireturn");
        Class<?> code = c.define();
        System.out.println("before " + LOG);
        for (int round = 0; round < 2; round++) {
            for (String name : new String[] {"text", "number", "nothing", "list", "fail", "wrong",
                "intClass", "enumValue"}) {
                System.out.println(name + " " + ClassWriterLite.outcome(code, name));
            }
            System.out.println(ClassWriterLite.call(code, "call", round, 1L << 33, "s", 0.5));
            System.out.println(LOG);
            LOG.clear();
        }
        System.out.println(ClassWriterLite.call(code, "list") == ClassWriterLite.call(code, "list"));
        for (int i = 0; i < 3; i++) {
            System.out.println(ClassWriterLite.call(code, "changing"));
            site.setTarget(MethodHandles.constant(int.class, 10 + i));
        }
        try {
            ClassWriterLite.call(code, "fail");
        } catch (Throwable t) {
            System.out.println(t.getClass() + " " + t.getMessage());
        }
    }
}
