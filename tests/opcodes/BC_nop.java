// nop: does nothing, anywhere: first, between operands, before a jump target, thousands in a row. Assembled.
public class BC_nop {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(49, "NopCode");
        c.method("between", "(II)I").max(2, 2).op("nop iload_0 nop nop iload_1 nop isub nop ireturn");
        c.method("many", "(J)J").max(2, 2).pad(10000).op("lload_0").pad(10000).op("lreturn");
        c.method("loop", "(I)I").max(2, 2).op("nop iconst_0 istore_1").label("top").op("nop nop iload_0")
            .jump("ifle", "end").op("iload_1 iload_0 nop iadd istore_1").iinc(0, -1).op("nop").jump("goto",
            "top")
            .op("nop nop").label("end").op("nop iload_1 ireturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "between", 7, 12));
        System.out.println(ClassWriterLite.call(code, "many", 1L << 40));
        System.out.println(ClassWriterLite.call(code, "loop", 100));
    }
}
