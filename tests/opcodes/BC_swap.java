// swap: the two top words change places, ints, floats and references in any mix. Assembled: javac never
// emits it.
public class BC_swap {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(49, "SwapCode");
        c.method("sub", "(II)I").max(2, 2).op("iload_0 iload_1 swap isub ireturn");
        c.method("mixed", "(Ljava/lang/String;I)Ljava/lang/String;").max(3, 2).op("aload_0 iload_1 swap")
            .call("invokestatic", "BC_swap", "join", "(ILjava/lang/String;)Ljava/lang/String;").op("areturn");
        c.method("twice", "(FF)F").max(2, 2).op("fload_0 fload_1 swap swap fsub freturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "sub", 10, 3));
        System.out.println(ClassWriterLite.call(code, "sub", Integer.MIN_VALUE, 1));
        System.out.println(ClassWriterLite.call(code, "mixed", "text", 42));
        System.out.println(ClassWriterLite.call(code, "mixed", null, -1));
        System.out.println(ClassWriterLite.call(code, "twice", 1.5f, 0.25f));
    }

    public static String join(int number, String text) {
        return number + ":" + text;
    }
}
