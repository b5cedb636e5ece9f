// Nest mates: private access between nested classes without bridges, reflection and handles within the nest.
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Arrays;

public class NestMates {
    private int value = 1;
    private static String shared = "outer";

    private int hidden(int n) {
        return n + value;
    }

    static class A {
        private int inside = 10;

        private static String st() {
            return "A.st " + shared;
        }

        private class Deep {
            private int deepest = 100;

            int all(NestMates o) {
                return o.value + inside + deepest + o.hidden(1000);
            }
        }

        private interface I {
            private int twice(int n) {
                return n * 2;
            }

            static int use(I i) {
                return i.twice(21);
            }
        }
    }

    static class B extends A {
        private int inside = 20;

        int both() {
            return inside + ((A) this).inside;
        }
    }

    static class Base {
        private String who() {
            return "Base";
        }

        String call() {
            return who() + ((Base) new Sub()).who();
        }
    }

    static class Sub extends Base {
        private String who() {
            return "Sub";
        }
    }

    public static void main(String[] args) throws Throwable {
        NestMates o = new NestMates();
        A a = new A();
        A.Deep d = a.new Deep();
        d.deepest++;
        a.inside += 5;
        System.out.println(d.all(o) + " " + A.st() + " " + new B().both() + " " + A.I.use(new A.I() { })
            + " " + new Sub().call());
        System.out.println(A.class.getNestHost() + " " + A.Deep.class.getNestHost() + " "
            + NestMates.class.isNestmateOf(A.Deep.class)
            + " " + NestMates.class.isNestmateOf(String.class));
        String[] members = Arrays.stream(NestMates.class.getNestMembers()).map(Class::getName).sorted()
            .toArray(String[]::new);
        System.out.println(Arrays.toString(members));
        Field f = A.class.getDeclaredField("inside");
        System.out.println(f.getInt(a) + " " + MethodHandles.lookup().findVirtual(NestMates.class, "hidden",
            MethodType.methodType(
            int.class, int.class)).invoke(o, 5) + " " + Arrays.stream(A.class.getDeclaredMethods())
            .filter(m -> m.isSynthetic())
                .count());
        ClassWriterLite stranger = new ClassWriterLite(55, "Stranger");
        stranger.nestHost("NestMates");
        stranger.method("look", "(LNestMates;)I").op("aload_0").field("getfield", "NestMates", "value", "I")
            .op("ireturn");
        Class<?> c = stranger.define();
        System.out.println(ClassWriterLite.outcome(c, "look", o));
        System.out.println(c.getNestHost() == c);
        ClassWriterLite.Loader loader = new ClassWriterLite.Loader();
        ClassWriterLite host = new ClassWriterLite(55, "Host");
        host.nestMembers("Member", "Absent");
        host.field(ClassWriterLite.PRIVATE | ClassWriterLite.STATIC, "mine", "I");
        host.method(ClassWriterLite.PRIVATE, "hidden", "()I").op("bipush", 33).op("ireturn");
        host.constructor();
        ClassWriterLite member = new ClassWriterLite(55, "Member");
        member.nestHost("Host");
        member.method("look", "()I").max(3, 0).field("getstatic", "Host", "mine", "I").type("new", "Host")
            .op("dup")
            .call("invokespecial", "Host", "<init>", "()V").call("invokevirtual", "Host", "hidden", "()I")
            .op("iadd ireturn");
        ClassWriterLite liar = new ClassWriterLite(55, "Liar");
        liar.nestHost("Host");
        liar.method("look", "()I").field("getstatic", "Host", "mine", "I").op("ireturn");
        loader.put(host).put(member).put(liar);
        System.out.println(ClassWriterLite.outcome(loader.load("Member"), "look") + " "
            + loader.load("Member").getNestHost().getName());
        System.out.println(ClassWriterLite.outcome(loader.load("Liar"), "look"));
        System.out.println(loader.load("Liar").getNestHost().getName());
    }
}
