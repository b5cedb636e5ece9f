// dup2_x1: copies a long, a double, or two words below one word: a long field's assignment used as a value.
public class BC_dup2_x1 {
    long field;
    double real;

    long assign(long a) {
        return field = a;
    }

    long before() {
        return field++;
    }

    long after() {
        return --field;
    }

    double real(double a) {
        return real += a;
    }

    public static void main(String[] args) {
        BC_dup2_x1 o = new BC_dup2_x1();
        System.out.println(o.assign(1L << 40) + " " + o.before() + " " + o.field + " " + o.after() + " "
            + o.after());
        System.out.println(o.real(1.5) + " " + o.real(-0.25) + " " + o.real);
        ClassWriterLite c = new ClassWriterLite(49, "Dup2X1Code");
        String times10 = "imul iadd";
        ClassWriterLite.Code m = c.method("words", "(III)I").max(6, 3).op("iload_0 iload_1 iload_2 dup2_x1");
        for (int i = 0; i < 4; i++) {
            m.op("bipush", 10).op(times10);
        }
        m.op("ireturn");
        c.method("wide", "(IJ)J").max(6, 3).op("iload_0 lload_1 dup2_x1 l2i iadd").op("bipush", 100)
            .op("imul i2l ladd lreturn");
        c.method("real", "(ID)D").max(6, 3).op("iload_0 dload_1 dup2_x1 d2i isub i2d dadd dreturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "words", 1, 2, 3));
        System.out.println(ClassWriterLite.call(code, "wide", 4, 5L));
        System.out.println(ClassWriterLite.call(code, "real", 4, 1.5));
    }
}
