// pop: drops one word: unused results of calls, and operands between others.
public class BC_pop {
    static int calls;

    static int count() {
        return ++calls;
    }

    static String text(String s) {
        calls += s.length();
        return s;
    }

    static boolean flag() {
        calls *= 2;
        return true;
    }

    static void test() {
        count();
        text("four");
        flag();
        new StringBuilder("x");
        new BC_pop().toString();
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            test();
            System.out.println(calls);
        }
        ClassWriterLite c = new ClassWriterLite(49, "PopCode");
        c.method("below", "(ILjava/lang/String;F)I").max(4, 3)
            .op("iload_0 aload_1 fload_2 iconst_5 pop pop pop ireturn");
        c.method("ref", "(ILjava/lang/String;F)Ljava/lang/String;").max(4, 3)
            .op("aload_1 fload_2 pop aconst_null pop areturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "below", 12, "s", 1f));
        System.out.println(ClassWriterLite.call(code, "ref", 12, "s", 1f));
    }
}
