// goto_w: a jump whose offset has four bytes, near and far, forwards and backwards. Assembled.
public class BC_goto_w {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(49, "GotoWideCode");
        c.method("near", "(I)I").max(2, 1).jump("goto_w", "b").label("a").op("iload_0 iconst_1 isub ireturn")
            .label("b").jump("goto_w", "a");
        c.method("far", "(I)I").max(2, 2).op("iconst_0 istore_1").label("top").jump("goto_w", "test")
            .label("body")
            .op("iload_1 iload_0 iadd istore_1").iinc(0, -1).pad(40000).jump("goto_w", "top").pad(2000)
            .label("test").op("iload_0").jump("ifle", "end").jump("goto_w", "body").label("end")
            .op("iload_1 ireturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "near", 5));
        System.out.println(ClassWriterLite.call(code, "far", 0));
        System.out.println(ClassWriterLite.call(code, "far", 20));
        ClassWriterLite framed = new ClassWriterLite(61, "GotoWideFramed");
        framed.method("abs", "(I)I").max(1, 1).op("iload_0").jump("iflt", "minus").jump("goto_w", "plus")
            .label("minus")
            .frame(new Object[] {"int"}, new Object[0]).op("iload_0 ineg istore_0").label("plus")
            .frame(new Object[] {"int"}, new Object[0]).op("iload_0 ireturn");
        Class<?> checked = framed.define();
        System.out.println(ClassWriterLite.call(checked, "abs", -5) + " " + ClassWriterLite.call(checked,
            "abs", 6));
    }
}
