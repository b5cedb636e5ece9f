// putfield: fields of every type keep their neighbours; narrow types are cut; through null; finals; errors.
public class BC_putfield {
    boolean z;
    byte b;
    char c;
    short s;
    int i;
    long l;
    float f;
    double d;
    Object o;
    volatile long vol;
    public final int fin;
    BC_putfield next;
    public static int shared;

    BC_putfield(int n) {
        fin = n;
    }

    static class Child extends BC_putfield {
        byte x;
        long i;

        Child() {
            super(4);
        }
    }

    BC_putfield set(int n, long m, double r, Object v) {
        z = n > 1;
        b = (byte) n;
        c = (char) n;
        s = (short) n;
        i = n;
        l = m;
        f = (float) r;
        d = r;
        o = v;
        vol = -m;
        return this;
    }

    String all() {
        return z + " " + b + " " + (int) c + " " + s + " " + i + " " + l + " " + f + " " + d + " " + o + " "
            + vol + " " + fin;
    }

    static void deep(BC_putfield a, int n) {
        a.next.i = n;
    }

    public static void main(String[] args) {
        BC_putfield a = new BC_putfield(3);
        System.out.println(a.set(1, 1L << 40, 1.5, "x").all());
        System.out.println(a.set(-1, Long.MIN_VALUE, Double.NaN, null).all());
        System.out.println(a.set(0x12345678, 3, 1e300, 'c').all());
        Child child = new Child();
        child.x = 1;
        child.i = -1;
        ((BC_putfield) child).i = 77;
        System.out.println(child.set(5, 6, 7, "c").all() + " " + child.x + " " + child.i);
        a.next = child;
        deep(a, 99);
        System.out.println(((BC_putfield) child).i);
        a.next = null;
        for (int n = 0; n < 2; n++) {
            try {
                deep(a, n);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        ClassWriterLite w = new ClassWriterLite(49, "PutFieldCode");
        w.field(0, "z", "Z").field(0, "c", "C").constructor();
        w.method("cut", "(LPutFieldCode;I)I").max(3, 2).op("aload_0 iload_1").field("putfield",
            "PutFieldCode", "c", "C")
            .op("aload_0").field("getfield", "PutFieldCode", "c", "C").op("ireturn");
        w.method("toFinal", "(LBC_putfield;)V").op("aload_0 iconst_1").field("putfield", "BC_putfield",
            "fin", "I").op("return");
        w.method("missing", "(LBC_putfield;)V").op("aload_0 iconst_1").field("putfield", "BC_putfield", "no",
            "I").op("return");
        w.method("isStatic", "(LBC_putfield;)V").op("aload_0 iconst_1").field("putfield", "BC_putfield",
            "shared", "I")
            .op("return");
        Class<?> code = w.define();
        try {
            Object made = code.getDeclaredConstructor().newInstance();
            System.out.println(ClassWriterLite.call(code, "cut", made, 0x12345));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        for (int n = 0; n < 2; n++) {
            System.out.println(ClassWriterLite.outcome(code, "toFinal", a));
            System.out.println(ClassWriterLite.outcome(code, "missing", a));
            System.out.println(ClassWriterLite.outcome(code, "isStatic", a));
        }
    }
}
