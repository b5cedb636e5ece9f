// dup_x2: copies the top word below two others or below a long or double: an array element's assignment as a
// value.
public class BC_dup_x2 {
    static int[] ints = new int[3];
    static String[] texts = new String[2];
    static float[] floats = new float[2];
    static byte[] bytes = {127};
    static char[] chars = {'a'};

    static int assign(int i, int a) {
        return ints[i] = a;
    }

    static int before(int i) {
        return ints[i]++;
    }

    static int after(int i) {
        return --ints[i];
    }

    static String text(int i, String s) {
        return texts[i] = s;
    }

    static float real(int i, float a) {
        return floats[i] += a;
    }

    public static void main(String[] args) {
        System.out.println(assign(1, 9) + " " + before(1) + " " + after(1) + " " + ints[1] + " " + ints[0]
            + ints[2]);
        System.out.println(text(1, "t") + " " + texts[1] + " " + texts[0] + " " + real(0, 2.5f) + " "
            + real(0, 1f));
        System.out.println(bytes[0]++ + " " + bytes[0] + " " + ++chars[0] + " " + chars[0]++ + chars[0]);
        try {
            assign(3, 1);
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        ClassWriterLite c = new ClassWriterLite(49, "DupX2Code");
        c.method("words", "(III)I").max(5, 3).op("iload_0 iload_1 iload_2 dup_x2").op("bipush", 10)
            .op("imul iadd")
            .op("bipush", 10).op("imul iadd").op("bipush", 10).op("imul iadd ireturn");
        c.method("wide", "(JI)J").max(6, 3).op("lload_0 iload_2 dup_x2 i2l ladd l2i").op("bipush", 10)
            .op("imul iadd i2l lreturn");
        c.method("real", "(DI)D").max(6, 3)
            .op("dload_0 iload_2 dup_x2 pop dneg dstore_0 i2d dload_0 dadd dreturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "words", 2, 3, 4));
        System.out.println(ClassWriterLite.call(code, "wide", 5L, 7));
        System.out.println(ClassWriterLite.call(code, "real", 0.5, 7));
    }
}
