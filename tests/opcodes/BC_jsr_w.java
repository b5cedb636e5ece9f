// jsr_w: a subroutine farther away than two bytes reach, forwards and backwards. Assembled.
public class BC_jsr_w {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(49, "JsrWideCode");
        c.method("far", "(I)I").max(2, 2).jump("goto_w", "start").label("before").op("astore_1").iinc(0, 5)
            .op("ret", 1)
            .pad(20000).label("start").jump("jsr_w", "before").jump("jsr_w", "after").jump("jsr_w", "before")
            .op("iload_0 ireturn").pad(40000).label("after").op("astore_1 iload_0 iconst_2 imul istore_0")
            .op("ret", 1);
        c.method("near", "(I)I").max(2, 2).jump("jsr_w", "sub").op("iload_0 ireturn").label("sub")
            .op("astore_1")
            .iinc(0, 1).op("ret", 1);
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "far", 1) + " " + ClassWriterLite.call(code, "far",
            10));
        System.out.println(ClassWriterLite.call(code, "near", 1));
    }
}
