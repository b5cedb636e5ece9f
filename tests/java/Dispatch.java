// Objects: field shadowing, virtual and static dispatch, super chains, overload resolution, hiding, initial
// values.
public class Dispatch {
    static class Base {
        String name = "base";
        static String kind() {
            return "Base.kind";
        }

        String who() {
            return "Base " + name;
        }

        private String hidden() {
            return "Base.hidden";
        }

        String callHidden() {
            return hidden();
        }

        protected Object covariant() {
            return "object";
        }

        void over(Object o) {
            System.out.println("Base.over(Object)");
        }

        void over(String s) {
            System.out.println("Base.over(String)");
        }
    }

    static class Middle extends Base {
        String name = "middle";
        int before = after();
        int late = 5;

        static String kind() {
            return "Middle.kind";
        }

        @Override
        String who() {
            return "Middle " + name + " " + super.name + " > " + super.who();
        }

        public String hidden() {
            return "Middle.hidden";
        }

        int after() {
            return late;
        }

        @Override
        protected String covariant() {
            return "string";
        }
    }

    static class Leaf extends Middle {
        @Override
        String who() {
            return "Leaf > " + super.who() + ((Base) this).name;
        }

        @Override
        void over(Object o) {
            System.out.println("Leaf.over(Object)");
        }
    }

    static class Defaults {
        boolean z;
        byte b;
        char c;
        short s;
        int i;
        long l;
        float f;
        double d;
        Object o;
        static long sl;
        static String ss;
    }

    static String pick(long a, int b) {
        return "long,int";
    }

    static String pick(int a, long b) {
        return "int,long";
    }

    static String pick(double a, double b) {
        return "double,double";
    }

    public static void main(String[] args) {
        Base b = new Leaf();
        Middle m = (Middle) b;
        System.out.println(b.name + " " + m.name + " " + b.who());
        System.out.println(Base.kind() + " " + Middle.kind() + " " + Leaf.kind());
        System.out.println(b.callHidden() + " " + m.hidden() + " " + b.covariant() + " " + m.before + m.late);
        b.over("s");
        b.over((Object) "s");
        b.over(null);
        b.over(1);
        System.out.println(pick(1L, 2) + " " + pick(1, 2L) + " " + pick(1L, 2L) + " " + pick('a', 2f));
        Defaults d = new Defaults();
        System.out.println(d.z + " " + d.b + " " + (int) d.c + " " + d.s + " " + d.i + " " + d.l + " " + d.f
            + " " + d.d + " "
            + d.o + " " + Defaults.sl + " " + Defaults.ss);
        d.b = (byte) 200;
        d.c = 'é';
        d.s = (short) -70000;
        d.l = Long.MIN_VALUE;
        d.f = -0.0f;
        d.z = !d.z;
        d.d = d.f;
        Defaults.sl += d.b-- + ++d.s;
        System.out.println(d.b + " " + d.c + " " + d.s + " " + d.l + " " + d.f + " " + d.z + " " + d.d + " "
            + Defaults.sl);
    }
}
