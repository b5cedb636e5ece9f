// Reflection: classes, members, modifiers, generics, invocation, exceptions, access, arrays, parameters,
// constructors.
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

public class Reflection {
    public static class Target<T extends Comparable<T>> implements Comparable<Target<T>> {
        public int number = 5;
        private String secret = "hidden";
        public static final long CONSTANT = 77;
        protected volatile transient double[] numbers;
        public Map<String, List<? super T>> generic;

        public Target() { }

        protected Target(int n, String... rest) throws java.io.IOException {
            number = n + rest.length;
        }

        public String greet(String name, int times) {
            return (name + "!").repeat(times);
        }

        private static long twice(long v) {
            return v * 2;
        }

        public void fail() throws Exception {
            throw new Exception("thrown inside");
        }

        public final synchronized <X> X same(X x, Class<? extends X>[] types) {
            return x;
        }

        @Override
        public int compareTo(Target<T> o) {
            return 0;
        }
    }

    static void sorted(Object[] all) {
        Object[] copy = all.clone();
        Arrays.sort(copy, Comparator.comparing(Object::toString));
        for (Object o : copy) {
            System.out.println("  " + o);
        }
    }

    interface Step {
        Object run() throws Throwable;
    }

    static void show(Step step) {
        try {
            System.out.println(step.run());
        } catch (InvocationTargetException e) {
            System.out.println("inside: " + e.getCause());
        } catch (Throwable t) {
            System.out.println(t.toString().replaceAll("@[0-9a-f]+", "@"));
        }
    }

    public static void main(String[] args) throws Exception {
        Class<?> c = Target.class;
        System.out.println(c + " " + c.getSimpleName() + " " + c.getTypeName() + " " + c.getPackageName()
            .isEmpty() + " "
            + Modifier.toString(c.getModifiers()) + " " + c.getSuperclass() + " "
            + Arrays.toString(c.getGenericInterfaces()) + " "
            + c.toGenericString());
        sorted(c.getDeclaredFields());
        sorted(c.getDeclaredMethods());
        sorted(c.getDeclaredConstructors());
        System.out.println(Arrays.stream(c.getMethods()).filter(m -> m.getDeclaringClass() == c).count());
        Target<String> t = new Target<>();
        Method greet = c.getMethod("greet", String.class, int.class);
        for (int i = 0; i < 20; i++) {
            greet.invoke(t, "warm", i);
        }
        System.out.println(greet.invoke(t, "x", 3) + " " + greet.getReturnType() + " "
            + greet.getParameterCount() + " "
            + greet.getParameters()[0] + " " + greet.toGenericString());
        Method twice = c.getDeclaredMethod("twice", long.class);
        twice.setAccessible(true);
        System.out.println(twice.invoke(null, 21) + " " + twice.invoke(null, 'a') + " " + c.getMethod("same",
            Object.class,
            Class[].class).toGenericString());
        Field secret = c.getDeclaredField("secret");
        secret.setAccessible(true);
        secret.set(t, "changed");
        Field number = c.getField("number");
        number.setInt(t, 9);
        System.out.println(secret.get(t) + " " + number.getInt(t) + " " + number.getLong(t) + " "
            + number.get(t) + " "
            + c.getField("CONSTANT").getLong(null) + " " + ((ParameterizedType) c.getField("generic")
            .getGenericType())
                .getActualTypeArguments()[1]);
        Constructor<?> made = c.getDeclaredConstructor(int.class, String[].class);
        made.setAccessible(true);
        System.out.println(((Target<?>) made.newInstance(5, new String[] {"a", "b"})).number + " "
            + made.isVarArgs() + " "
            + Arrays.toString(made.getExceptionTypes()));
        show(() -> c.getMethod("fail").invoke(t));
        show(() -> greet.invoke(t, 5, 5));
        show(() -> greet.invoke(t, "x"));
        show(() -> greet.invoke("wrong", "x", 1));
        show(() -> greet.invoke(null, "x", 1));
        show(() -> greet.invoke(t, "x", null));
        show(() -> greet.invoke(t, "x", 5L));
        show(() -> greet.invoke(t, "x", (short) 2));
        show(() -> twice.invoke(null, (Object) null));    // not yet by generated code
        show(() -> c.getMethod("none"));
        show(() -> c.getField("none"));
        show(() -> number.get("wrong"));
        show(() -> {
            number.set(t, "text");
            return null;
        });
        show(() -> {
            c.getField("CONSTANT").setLong(null, 1);
            return null;
        });
        show(() -> List.class.getDeclaredConstructor().newInstance());
        show(() -> Number.class.getDeclaredConstructor().newInstance());
        show(() -> {
            Field value = String.class.getDeclaredField("value");
            value.setAccessible(true);
            return value;
        });
        show(() -> Class.forName("java.lang.String$Missing"));
        show(() -> Class.forName("[[I").getComponentType());
        show(() -> Class.forName("[Ljava.lang.String;"));
        Object array = Array.newInstance(String.class, 2, 3);
        Array.set(Array.get(array, 1), 2, "set");
        System.out.println(Array.getLength(array) + " " + ((String[][]) array)[1][2] + " "
            + Array.getInt(new short[] {4}, 0));
        show(() -> Array.getByte(new int[1], 0));
        show(() -> {
            Array.setInt(new byte[1], 0, 1);
            return null;
        });
        System.out.println(int.class.isPrimitive() + " " + Integer.TYPE + " " + void.class + " "
            + int[].class.descriptorString()
            + " " + Object.class.isAssignableFrom(int[].class) + " " + Runnable.class.isInterface() + " "
            + String.class.cast("c")
            + " " + c.isInstance(t) + " " + Override.class.isAnnotation() + " " + Thread.State.class.isEnum()
            + " "
            + c.getDeclaringClass() + " " + c.getNestHost() + " " + Map.Entry.class.getEnclosingClass());
    }
}
