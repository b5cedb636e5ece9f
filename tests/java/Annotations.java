// Annotations at run time: defaults, arrays, nesting, repetition, inheritance, parameters, types, equality,
// printing.
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

public class Annotations {
    enum Level { LOW, HIGH }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Inner {
        int value() default 3;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @interface Full {
        String name() default "none";

        int[] numbers() default {1, 2};

        Class<?> type() default Object.class;

        Level level() default Level.LOW;

        Inner inner() default @Inner(9);

        Inner[] many() default {};

        char c() default 'c';

        double d() default 1.5;

        long l() default 1L << 40;

        boolean z() default true;

        byte b() default -1;

        float f() default -0f;

        short s() default 7;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Repeatable(Tags.class)
    @interface Tag {
        String value();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Tags {
        Tag[] value();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE_USE)
    @interface OnType {
        int value();
    }

    @Retention(RetentionPolicy.CLASS)
    @interface Invisible { }

    @Full(name = "parent", numbers = {}, type = String[].class, level = Level.HIGH, many = {@Inner,
        @Inner(5)})
    @Invisible
    static class Parent {
        @Deprecated(since = "1", forRemoval = true)
        @Tag("a")
        @Tag("b")
        public @OnType(1) String method(@Inner(4) int a, String b,
            @Tag("p") @Inner List<@OnType(2) String> c) {
            return null;
        }

        @Full(numbers = 42, l = -1)
        int field;
    }

    static class Child extends Parent { }

    /** Members in the order of their names: the order of an annotation's own text is that of its methods. */
    static String show(Annotation... all) throws ReflectiveOperationException {
        StringBuilder out = new StringBuilder();
        for (Annotation a : all) {
            out.append('@').append(a.annotationType().getName()).append('{');
            Method[] members = a.annotationType().getDeclaredMethods();
            Arrays.sort(members, Comparator.comparing(Method::getName));
            for (Method m : members) {
                m.setAccessible(true);
                Object v = m.invoke(a);
                String text = Arrays.deepToString(new Object[] {v});
                if (v instanceof Annotation nested) {
                    text = show(nested);
                } else if (v instanceof Annotation[] nested) {
                    text = show(nested);
                }
                out.append(m.getName()).append('=').append(text).append(' ');
            }
            out.append('}');
        }
        return out.toString();
    }

    public static void main(String[] args) throws Exception {
        Full full = Parent.class.getAnnotation(Full.class);
        System.out.println(show(full) + " " + full.inner() + " " + Arrays.toString(full.many()));
        System.out.println(full.name() + full.numbers().length + full.type() + full.level() + full.inner()
            .value()
            + full.many()[1].value() + full.c() + full.d() + full.l() + full.z() + full.b() + full.f()
            + full.s());
        System.out.println(Child.class.getAnnotation(Full.class).equals(full) + " "
            + Child.class.getDeclaredAnnotations().length
            + " " + full.annotationType() + " " + Parent.class.getAnnotations().length + " "
            + Child.class.isAnnotationPresent(Invisible.class));
        Full other = Parent.class.getDeclaredField("field").getAnnotation(Full.class);
        System.out.println(show(other) + " " + other.equals(full) + " "
            + (other.hashCode() == Parent.class.getDeclaredField("field")
            .getAnnotation(Full.class).hashCode()));
        Method m = Parent.class.getMethod("method", int.class, String.class, List.class);
        System.out.println(show(m.getAnnotations()));
        System.out.println(Arrays.toString(m.getAnnotationsByType(Tag.class)) + " "
            + m.getAnnotation(Tag.class));
        for (Annotation[] each : m.getParameterAnnotations()) {
            System.out.println(Arrays.toString(each));
        }
        System.out.println(m.getAnnotatedReturnType().getAnnotation(OnType.class) + " "
            + m.getAnnotatedReturnType());
        System.out.println(Full.class.getMethod("numbers").getDefaultValue() instanceof int[]);
        @SuppressWarnings("all")
        class Local { }
        System.out.println(Local.class.getAnnotations().length + " " + Inner.class.getMethod("value")
            .getDefaultValue() + " "
            + Full.class.isAnnotation() + " " + Full.class.getInterfaces()[0]);
    }
}
