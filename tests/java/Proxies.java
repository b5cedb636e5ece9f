// Dynamic proxies: interfaces with defaults, primitives, exceptions, Object's methods, several interfaces,
// InvocationHandler.
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;

public class Proxies {
    interface Service {
        int add(int a, long b, double c, boolean d, char e);

        String text(String... parts) throws java.io.IOException;

        void nothing();

        default String greeting() {
            return "default greeting";
        }
    }

    interface Other {
        float real(byte b, short s, float f);

        Object[] array(int[] in);
    }

    public static void main(String[] args) throws Exception {
        StringBuilder log = new StringBuilder();
        InvocationHandler handler = (proxy, method, arguments) -> {
            log.append(method.getName()).append(arguments == null ? "[]" : Arrays.deepToString(arguments))
                .append(' ');
            switch (method.getName()) {
                case "add": return 42;
                case "real": return 2.5f;
                case "array": return new Object[] {((int[]) arguments[0]).length};
                case "text": return String.join("+", (String[]) arguments[0]);
                case "toString": return "a proxy";
                case "hashCode": return 7;
                case "equals": return proxy == arguments[0];
                case "greeting": return "over " + InvocationHandler.invokeDefault(proxy, method);
                default: return null;
            }
        };
        Object p = Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {Service.class,
            Other.class}, handler);
        Service s = (Service) p;
        Other o = (Other) p;
        System.out.println(s.add(1, 2L, 3.5, true, 'c') + " " + s.text("a", "b") + " " + o.real((byte) 1,
            (short) 2, 3f) + " "
            + o.array(new int[4])[0] + " " + s.greeting());
        s.nothing();
        System.out.println(p + " " + p.hashCode() + " " + p.equals(p) + " " + p.equals("x"));
        System.out.println(log);
        System.out.println(Proxy.isProxyClass(p.getClass()) + " " + Arrays.toString(p.getClass()
            .getInterfaces()) + " "
            + (Proxy.getInvocationHandler(p) == handler) + " " + p.getClass().getSuperclass() + " "
            + p.getClass().getSimpleName().startsWith("$Proxy"));
        Service throwing = (Service) Proxy.newProxyInstance(Proxies.class.getClassLoader(),
            new Class<?>[] {Service.class},
            (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "text": throw new java.io.IOException("declared");
                    case "nothing": throw new Exception("undeclared");
                    case "add": return "wrong type";
                    default: throw new IllegalStateException("unchecked");
                }
            });
        try {
            throwing.text();
        } catch (java.io.IOException e) {
            System.out.println(e);
        }
        try {
            throwing.nothing();
        } catch (UndeclaredThrowableException e) {
            System.out.println(e.getCause());
        }
        try {
            throwing.add(1, 1, 1, false, 'x');
        } catch (ClassCastException e) {
            System.out.println("wrong type");
        }
        try {
            throwing.greeting();
        } catch (IllegalStateException e) {
            System.out.println(e);
        }
        Service nulls = (Service) Proxy.newProxyInstance(Proxies.class.getClassLoader(),
            new Class<?>[] {Service.class},
            (proxy, method, arguments) -> null);
        try {
            nulls.add(1, 1, 1, false, 'x');
        } catch (NullPointerException e) {
            System.out.println("null for int");
        }
        @SuppressWarnings("unchecked")
        List<String> list = (List<String>) Proxy.newProxyInstance(Proxies.class.getClassLoader(),
            new Class<?>[] {List.class},
            (proxy, method, arguments) -> method.invoke(List.of("x", "y"), arguments));
        System.out.println(list.size() + list.get(1) + list);
        try {
            Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {String.class}, handler);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        for (Method m : Service.class.getMethods()) {
            if (m.isDefault()) {
                System.out.println(m.getName());
            }
        }
    }
}
