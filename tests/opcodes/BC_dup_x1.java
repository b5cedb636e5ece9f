// dup_x1: copies the top word below the second: a field's assignment or increment used as a value.
public class BC_dup_x1 {
    int field;
    Object ref;
    float real;
    short small;

    int assign(int a) {
        return field = a;
    }

    int before() {
        return field++;
    }

    int after() {
        return ++field;
    }

    int compound(int a) {
        return (field += a) - (field *= 2);
    }

    Object ref(Object a) {
        return ref = a;
    }

    float real(float a) {
        return real = real + a;
    }

    int small() {
        return small++ + --small;
    }

    public static void main(String[] args) {
        BC_dup_x1 o = new BC_dup_x1();
        System.out.println(o.assign(5) + " " + o.before() + " " + o.after() + " " + o.compound(3) + " "
            + o.field);
        System.out.println(o.ref("text") + " " + o.ref + " " + o.real(1.5f) + " " + o.real(1.5f) + " "
            + o.real);
        o.small = Short.MAX_VALUE;
        System.out.println(o.small() + " " + o.small);
        ClassWriterLite c = new ClassWriterLite(49, "DupX1Code");
        c.method("test", "(II)I").max(4, 2).op("iload_0 iload_1 dup_x1").op("bipush", 10).op("imul iadd")
            .op("bipush", 100)
            .op("imul iadd ireturn");
        c.method("mixed", "(ILjava/lang/String;)Ljava/lang/String;").max(3, 2)
            .op("aload_1 iload_0 dup_x1 pop pop pop")
            .op("iload_0 aload_1 dup_x1 pop2 areturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "test", 3, 7));
        System.out.println(ClassWriterLite.call(code, "mixed", 3, "kept"));
    }
}
