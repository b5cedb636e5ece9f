// Hidden classes: names, lookups, nest mates, class data, no finding by name, errors; their traces and
// reflection.
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

public class HiddenClasses {
    private static int secret = 42;

    static ClassWriterLite template(String body) {
        ClassWriterLite c = new ClassWriterLite(55, "HiddenTemplate");
        c.source("Template.java");
        c.method("value", "()I").op("bipush", 7).op("ireturn");
        c.method("secret", "()I").field("getstatic", "HiddenClasses", "secret", "I").op("ireturn");
        c.method("fail", "()V").line(12).type("new", "java/lang/IllegalStateException").op("dup")
            .load("ldc", body).call("invokespecial", "java/lang/IllegalStateException", "<init>",
            "(Ljava/lang/String;)V")
            .op("athrow");
        c.method("self", "()Ljava/lang/Class;").load("ldc", ClassWriterLite.classConstant("HiddenTemplate"))
            .op("areturn");
        int data = c.bootstrap("java/lang/invoke/MethodHandles", "classData",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;");
        c.method("data", "()Ljava/lang/Object;").load("ldc", ClassWriterLite.dynamic(data, "_",
            "Ljava/lang/Object;")).op("areturn");
        return c;
    }

    static String tidy(Object o) {
        return String.valueOf(o).replaceAll("0x[0-9a-f]+", "0x").replaceAll("@[0-9a-f]+", "@");
    }

    public static void main(String[] args) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        byte[] bytes = template("first").bytes();
        MethodHandles.Lookup hidden = lookup.defineHiddenClass(bytes, true);
        Class<?> c = hidden.lookupClass();
        System.out.println(tidy(c.getName()) + " " + tidy(c.getSimpleName()) + " " + c.getCanonicalName()
            + " " + c.isHidden() + " "
            + tidy(c.descriptorString()) + " " + tidy(c) + " " + c.getPackageName().isEmpty() + " "
            + (c.getNestHost() == c));
        System.out.println(hidden.findStatic(c, "value", MethodType.methodType(int.class)).invoke() + " "
            + (hidden.findStatic(c, "self", MethodType.methodType(Class.class)).invoke() == c));
        Class<?> again = lookup.defineHiddenClass(bytes, false).lookupClass();
        System.out.println((again == c) + " " + (again.getClassLoader() == c.getClassLoader()));
        MethodHandles.Lookup mate = lookup.defineHiddenClass(bytes, true,
            MethodHandles.Lookup.ClassOption.NESTMATE);
        System.out.println(mate.findStatic(mate.lookupClass(), "secret", MethodType.methodType(int.class))
            .invoke() + " "
            + (mate.lookupClass().getNestHost() == HiddenClasses.class) + " " + mate.lookupClass()
            .isNestmateOf(HiddenClasses.class)
            + " " + secret);
        try {
            hidden.findStatic(c, "secret", MethodType.methodType(int.class)).invoke();
        } catch (IllegalAccessError e) {
            System.out.println(tidy(e.getMessage()));
        }
        MethodHandles.Lookup data = lookup.defineHiddenClassWithClassData(bytes, "the data", true);
        System.out.println(data.findStatic(data.lookupClass(), "data", MethodType.methodType(Object.class))
            .invoke());
        try {
            hidden.findStatic(c, "fail", MethodType.methodType(void.class)).invoke();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            for (StackTraceElement each : e.getStackTrace()) {
                System.out.println(tidy(each));
            }
        }
        try {
            Class.forName(c.getName(), false, c.getClassLoader());
        } catch (ClassNotFoundException e) {
            System.out.println("not found by name");
        }
        try {
            Class.forName("HiddenTemplate");
        } catch (ClassNotFoundException e) {
            System.out.println(e.getMessage());
        }
        Object array = java.lang.reflect.Array.newInstance(c, 1);
        System.out.println(tidy(array.getClass()) + " " + array.getClass().isHidden() + " "
            + c.getDeclaredMethods().length + " "
            + tidy(c.getDeclaredMethod("value")));
        for (byte[] bad : new byte[][] {new ClassWriterLite(52, "other/Place").bytes(), {1, 2}}) {
            try {
                lookup.defineHiddenClass(bad, false);
            } catch (IllegalArgumentException | ClassFormatError e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
        try {
            MethodHandles.publicLookup().defineHiddenClass(bytes, false);
        } catch (IllegalAccessException e) {
            System.out.println(e.getMessage());
        }
        Class<?> normal = lookup.defineClass(new ClassWriterLite(52, "DefinedByLookup").bytes());
        System.out.println(normal.getName() + " " + normal.isHidden() + " "
            + (Class.forName("DefinedByLookup") == normal));
        Runnable lambda = () -> { };
        System.out.println(lambda.getClass().isHidden() + " " + tidy(lambda.getClass().getName())
            .replaceAll("[0-9]", ""));
    }
}
