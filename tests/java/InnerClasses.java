// Inner, nested, local and anonymous classes: captured variables, outer.this, shadowing, inheritance, names.
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

public class InnerClasses {
    private int value = 1;
    private static int made;

    class Inner {
        int value = 2;

        class Deep {
            int value = 3;

            String all() {
                return value + " " + this.value + " " + Inner.this.value + " " + InnerClasses.this.value;
            }
        }
    }

    static class Nested {
        private final int id = ++made;

        private String secret() {
            return "nested " + id;
        }
    }

    class Child extends Inner {
        Child() {
            value = 20;
        }
    }

    static class Outside extends InnerClasses.Inner {
        Outside(InnerClasses outer) {
            outer.super();
        }
    }

    interface Counter {
        int next();
    }

    Counter counter(int start, int step) {
        class Local implements Counter {
            int now = start;

            @Override
            public int next() {
                now += step * value;
                return now;
            }
        }
        return new Local();
    }

    static Counter anonymous(int[] box) {
        return new Counter() {
            {
                box[0] += 100;
            }

            @Override
            public int next() {
                return box[0]++;
            }
        };
    }

    abstract static class Base {
        Base() {
            init();
        }

        abstract void init();
    }

    public static void main(String[] args) {
        InnerClasses outer = new InnerClasses();
        InnerClasses.Inner inner = outer.new Inner();
        InnerClasses.Inner.Deep deep = inner.new Deep();
        outer.value = 10;
        System.out.println(deep.all());
        System.out.println(outer.new Child().new Deep().all() + " " + new Outside(outer).new Deep().all());
        System.out.println(new Nested().secret() + " " + new Nested().secret() + " " + made);
        Counter local = outer.counter(5, 2);
        System.out.println(local.next() + " " + local.next());
        Counter anonymous = anonymous(new int[] {1});
        System.out.println(anonymous.next() + " " + anonymous.next());
        String captured = "captured";
        Base base = new Base() {
            String field = "set";

            @Override
            void init() {
                System.out.println("early " + field + " " + captured);
            }
        };
        base.init();
        List<Supplier<String>> suppliers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int copy = i;
            suppliers.add(new Supplier<>() {
                int calls;

                @Override
                public String get() {
                    return copy + ":" + ++calls;
                }
            });
        }
        suppliers.get(1).get();
        for (Supplier<String> s : suppliers) {
            System.out.print(s.get() + " ");
        }
        System.out.println();
        for (Object o : new Object[] {inner, deep, local, anonymous, new Nested(), new int[0],
            new Nested[0]}) {
            Class<?> c = o.getClass();
            System.out.println(c.getName() + " '" + c.getSimpleName() + "' " + c.getCanonicalName() + " "
                + c.isAnonymousClass() + c.isLocalClass() + c.isMemberClass() + " " + c.getEnclosingClass()
                + " "
                + c.getDeclaringClass() + " "
                + (c.getEnclosingMethod() == null ? "-" : c.getEnclosingMethod().getName()));
        }
    }
}
