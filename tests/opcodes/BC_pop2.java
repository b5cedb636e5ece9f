// pop2: drops a long, a double, or two single words.
public class BC_pop2 {
    static long calls;

    static long aLong() {
        return ++calls;
    }

    static double aDouble() {
        calls *= 3;
        return calls;
    }

    static void test() {
        aLong();
        aDouble();
        aLong();
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            test();
            System.out.println(calls);
        }
        ClassWriterLite c = new ClassWriterLite(49, "Pop2Code");
        c.method("words", "(ILjava/lang/String;F)I").max(4, 3).op("iload_0 aload_1 fload_2 pop2 ireturn");
        c.method("wide", "(JD)J").max(6, 4).op("lload_0 dload_2 lload_0 pop2 pop2 lreturn");
        c.method("mixed", "(IJ)I").max(6, 4).op("iload_0 lload_1 pop2 iconst_3 iconst_4 pop2 ireturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "words", 12, "s", 1f));
        System.out.println(ClassWriterLite.call(code, "wide", Long.MIN_VALUE, 2.0));
        System.out.println(ClassWriterLite.call(code, "mixed", -9, 2L));
    }
}
