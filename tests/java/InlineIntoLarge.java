// vmargs: -XX:CompileThreshold=40
/** Calls of small methods at the end of methods whose code outgrows the room that compilers begin with. */
public class InlineIntoLarge {
    static int total;

    /** Its statements leave nothing on the operand stack. */
    public static int small(int[] a, int b) {
        a[0] = b * 31;
        a[1] = b ^ 7;
        a[2] = b + a[0];
        return a[1] - a[2];
    }

    static Class<?> define(ClassWriterLite.Loader loader, int reads) {
        ClassWriterLite f = new ClassWriterLite(49, "Large" + reads);
        ClassWriterLite.Code code =
            f.method(ClassWriterLite.PUBLIC | ClassWriterLite.STATIC, "run", "([II)I").max(3, 2);
        for (int i = 0; i < reads; i++) {
            code.op("aload_0 iload_1 iconst_3 iand iaload istore_1");
        }
        for (int i = 0; i < 25; i++) {
            code.op("aload_0 iload_1").call("invokestatic", "InlineIntoLarge", "small", "([II)I");
            code.op("istore_1");
        }
        code.op("iload_1 ireturn");
        return loader.put(f).load(f.className());
    }

    public static void main(String[] args) throws Exception {
        ClassWriterLite.Loader loader = new ClassWriterLite.Loader();
        int[] a = {1, 2, 3, 4};
        for (int i = 0; i < 200; i++) {
            total += small(a, i);
        }
        for (int reads = 700; reads < 1150; reads += 3) {
            java.lang.reflect.Method run = define(loader, reads).getMethod("run", int[].class, int.class);
            for (int i = 0; i < 60; i++) {
                total += (int) run.invoke(null, a, i);
            }
        }
        System.out.println(total);
    }
}
