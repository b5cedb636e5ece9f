// getfield: fields of every type, inherited, shadowed, through null, volatile; missing and static fields.
public class BC_getfield {
    boolean z = true;
    byte b = -128;
    char c = '\uffff';
    short s = -32768;
    public int i = Integer.MIN_VALUE;
    long l = Long.MIN_VALUE;
    float f = -0f;
    double d = Double.MIN_VALUE;
    Object o = "ref";
    int[] array = {1, 2};
    volatile long vol = 1L << 40;
    final int fin = Integer.parseInt("3");
    int unset;
    BC_getfield next;
    public static int shared;

    static class Child extends BC_getfield {
        int i = 1;
        byte extra = 9;

        int both() {
            return i + super.i + extra;
        }
    }

    String all() {
        return z + " " + b + " " + (int) c + " " + s + " " + i + " " + l + " " + f + " " + d + " " + o + " "
            + array[1] + " "
            + vol + " " + fin + " " + unset + " " + next;
    }

    static int chain(BC_getfield a) {
        return a.next.next.i;
    }

    public static void main(String[] args) {
        BC_getfield[] objects = {new BC_getfield(), new Child(), new BC_getfield()};
        for (BC_getfield a : objects) {
            System.out.println(a.all());
            a.b++;
            a.l--;
            a.i += 5;
            System.out.println(a.b + " " + a.l + " " + a.i + " " + a.c);
        }
        Child child = (Child) objects[1];
        System.out.println(child.i + " " + ((BC_getfield) child).i + " " + child.both());
        objects[0].next = objects[1];
        objects[1].next = objects[2];
        System.out.println(chain(objects[0]));
        for (int n = 0; n < 2; n++) {
            try {
                chain(objects[1]);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        ClassWriterLite w = new ClassWriterLite(49, "GetFieldCode");
        String self = "(LBC_getfield;)";
        w.method("plain", self + "I").op("aload_0").field("getfield", "BC_getfield", "i", "I").op("ireturn");
        w.method("missing", self + "I").op("aload_0").field("getfield", "BC_getfield", "nothing", "I")
            .op("ireturn");
        w.method("wrongType", self + "J").op("aload_0").field("getfield", "BC_getfield", "i", "J")
            .op("lreturn");
        w.method("isStatic", self + "I").op("aload_0").field("getfield", "BC_getfield", "shared", "I")
            .op("ireturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.outcome(code, "plain", objects[0]));
        System.out.println(ClassWriterLite.outcome(code, "plain", (Object) null));
        System.out.println(ClassWriterLite.outcome(code, "missing", objects[0]));
        System.out.println(ClassWriterLite.outcome(code, "wrongType", objects[0]));
        System.out.println(ClassWriterLite.outcome(code, "isStatic", objects[0]));
    }
}
