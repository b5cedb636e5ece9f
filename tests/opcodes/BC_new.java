// new: objects of many shapes start with zeros; initialisation once; abstract classes, interfaces and
// missing ones fail.
public class BC_new {
    static class Empty { }

    static class Wide {
        long a;
        byte b;
        double c;
        Object d;
        boolean e;
        char f;
    }

    static class Deep extends Wide {
        int g;
        short h;
        float i;
    }

    public static class Counted {
        static int classes;
        static int objects;
        final int id;

        static {
            classes++;
        }

        public Counted() {
            id = ++objects;
        }
    }

    static class Failing {
        Failing() {
            throw new IllegalStateException("constructor");
        }
    }

    abstract static class Abstract { }

    public static void main(String[] args) {
        Deep d = new Deep();
        System.out.println(d.a + " " + d.b + " " + d.c + " " + d.d + " " + d.e + " " + (int) d.f + " " + d.g
            + " " + d.h + " " + d.i);
        System.out.println((new Empty() == new Empty()) + " " + new Empty().getClass().getName());
        for (int n = 0; n < 5; n++) {
            System.out.println(new Counted().id + " " + Counted.classes + " " + Counted.objects);
        }
        Object[] many = new Object[20000];
        for (int n = 0; n < many.length; n++) {
            Deep each = new Deep();
            each.g = n;
            many[n] = each;
        }
        long sum = 0;
        for (Object each : many) {
            Deep deep = (Deep) each;
            sum += deep.g + deep.a + deep.h;
        }
        System.out.println(sum + " " + new String("text") + " " + new Object().equals(null)
            + new StringBuilder("x").append(1));
        try {
            new Failing();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        ClassWriterLite w = new ClassWriterLite(49, "NewCode");
        String[] types = {"BC_new$Abstract", "java/lang/Runnable", "no/such/Thing", "java/lang/Thread$State",
            "java/lang/ProcessEnvironment"};
        for (int n = 0; n < types.length; n++) {
            w.method("make" + n, "()Ljava/lang/Object;").type("new", types[n]).op("pop aconst_null areturn");
        }
        w.method("dropped", "()V").type("new", "BC_new$Counted").op("pop return");
        Class<?> code = w.define();
        for (int round = 0; round < 2; round++) {
            for (int n = 0; n < types.length; n++) {
                System.out.println(ClassWriterLite.outcome(code, "make" + n));
            }
        }
        ClassWriterLite.call(code, "dropped");
        System.out.println(Counted.objects);
    }
}
