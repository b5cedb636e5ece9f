// ret: returns to the place after the jsr whose address is in the variable, low or high, in loops. Assembled.
public class BC_ret {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(49, "RetCode");
        c.method("loop", "(I)I").max(2, 4).op("iconst_0 istore_1").label("top").jump("jsr", "add").iinc(0, -1)
            .op("iload_0").jump("ifgt", "top").jump("jsr", "add").op("iload_1 ireturn").label("add")
            .op("astore_3 iload_1 iload_0 iadd iconst_1 iadd istore_1").op("ret", 3);
        c.method("high", "(J)J").max(4, 256).jump("jsr", "sub").op("lload_0 lreturn").label("sub")
            .op("astore", 255)
            .op("lload_0 lconst_1 ladd lstore_0").op("ret", 255);
        c.method("choose", "(I)I").max(2, 3).op("iload_0").jump("ifeq", "zero").jump("jsr", "sub")
            .op("bipush", 50)
            .op("ireturn").label("zero").jump("jsr", "sub").op("bipush", 60).op("ireturn").label("sub")
            .op("astore_1")
            .op("ret", 1);
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "loop", 10) + " " + ClassWriterLite.call(code, "loop",
            1));
        System.out.println(ClassWriterLite.call(code, "high", 1L << 40));
        System.out.println(ClassWriterLite.call(code, "choose", 0) + " " + ClassWriterLite.call(code,
            "choose", 1));
    }
}
