// ldc_w: constants whose pool index needs two bytes, and small ones written that way. Assembled.
public class BC_ldc_w {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(55, "LdcWideCode");
        c.method("early", "()I").load("ldc_w", 77777).op("ireturn");
        c.crowdPool(400);
        c.method("anInt", "()I").load("ldc_w", -123456789).op("ireturn");
        c.method("aFloat", "()F").load("ldc_w", 2.5e-3f).op("freturn");
        c.method("aString", "()Ljava/lang/String;").load("ldc_w", "far away").op("areturn");
        c.method("aClass", "()Ljava/lang/Class;").load("ldc_w",
            ClassWriterLite.classConstant("[Ljava/util/List;"))
            .op("areturn");
        c.method("aType", "()Ljava/lang/Object;").load("ldc_w", ClassWriterLite.methodType("()V"))
            .op("areturn");
        c.method("sum", "(I)I").op("iload_0").load("ldc_w", 1_000_000).op("iadd").load("ldc_w", 1_000_399)
            .op("isub ireturn");
        Class<?> code = c.define();
        for (String name : new String[] {"early", "anInt", "aFloat", "aString", "aClass", "aType"}) {
            System.out.println(name + " " + ClassWriterLite.call(code, name) + " "
                + ClassWriterLite.call(code, name));
        }
        System.out.println(ClassWriterLite.call(code, "sum", 5) + " " + ClassWriterLite.call(code, "sum",
            -5));
        System.out.println(ClassWriterLite.call(code, "aString") == "far away");
    }
}
