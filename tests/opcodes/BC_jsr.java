// jsr: calls a subroutine of the method, from several places, nested, and as finally was once compiled. Code
// that is not reached falls off its end, as class files with jsr may have it. Assembled.
public class BC_jsr {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(49, "JsrCode");
        c.method("twice", "(I)I").max(2, 2).jump("jsr", "sub").jump("jsr", "sub").op("iload_0 ireturn")
            .label("sub")
            .op("astore_1").iinc(0, 10).op("ret", 1);
        c.method("nested", "(I)I").max(2, 3).jump("jsr", "outer").iinc(0, 1).op("iload_0 ireturn")
            .label("outer")
            .op("astore_1").jump("jsr", "inner").jump("jsr", "inner").op("ret", 1).label("inner")
            .op("astore_2 iload_0 iconst_3 imul istore_0").op("ret", 2);
        c.method("under", "(II)I").max(3, 3).op("iload_0 iload_1").jump("jsr", "sub").op("isub ireturn")
            .label("sub")
            .op("astore_2 swap").op("ret", 2);
        c.method("left", "(I)I").max(2, 1).jump("jsr", "sub").op("iconst_m1 ireturn").label("sub")
            .op("pop iload_0 ireturn");
        c.method("ends", "(I)I").max(2, 1).op("iload_0 ireturn").label("loop").op("iload_0").op("bipush", 100)
            .jump("if_icmpge", "loop");
        finallyBlock(c);
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "twice", 1) + " " + ClassWriterLite.call(code,
            "nested", 2) + " "
            + ClassWriterLite.call(code, "under", 10, 3) + " " + ClassWriterLite.call(code, "left", 77) + " "
            + ClassWriterLite.call(code, "ends", 5));
        System.out.println(ClassWriterLite.outcome(code, "divide", 7) + " " + ClassWriterLite.outcome(code,
            "cleaned"));
        System.out.println(ClassWriterLite.outcome(code, "divide", 0) + " " + ClassWriterLite.outcome(code,
            "cleaned"));
    }

    /** static int cleanups; divide(n) { try { return 100 / n; } finally { cleanups++; } } */
    static void finallyBlock(ClassWriterLite c) {
        c.field(ClassWriterLite.STATIC, "cleanups", "I");
        c.method("cleaned", "()I").max(1, 0).field("getstatic", "JsrCode", "cleanups", "I").op("ireturn");
        c.method("divide", "(I)I").max(2, 4).label("try").op("bipush", 100).op("iload_0 idiv istore_1")
            .jump("jsr", "finally").op("iload_1 ireturn").label("end").label("catch").op("astore_3")
            .jump("jsr", "finally").op("aload_3 athrow").label("finally").op("astore_2")
            .field("getstatic", "JsrCode", "cleanups", "I").op("iconst_1 iadd")
            .field("putstatic", "JsrCode", "cleanups", "I").op("ret", 2).handler("try", "end", "catch", null);
    }
}
