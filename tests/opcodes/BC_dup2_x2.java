// dup2_x2: all four forms, words and wide values above words and wide values; long elements' assignment as a
// value.
public class BC_dup2_x2 {
    static long[] longs = new long[3];
    static double[] doubles = new double[2];

    static long assign(int i, long a) {
        return longs[i] = a;
    }

    static long before(int i) {
        return longs[i]++;
    }

    static double real(int i, double a) {
        return doubles[i] += a;
    }

    public static void main(String[] args) {
        System.out.println(assign(1, 1L << 40) + " " + before(1) + " " + longs[1] + " " + longs[0]
            + longs[2]);
        System.out.println(real(1, 2.5) + " " + real(1, 2.5) + " " + doubles[0]);
        ClassWriterLite c = new ClassWriterLite(49, "Dup2X2Code");
        ClassWriterLite.Code m = c.method("words", "(IIII)I").max(8, 4)
            .op("iload_0 iload_1 iload_2 iload_3 dup2_x2");
        for (int i = 0; i < 5; i++) {
            m.op("bipush", 10).op("imul iadd");
        }
        m.op("ireturn");
        c.method("wideOverWords", "(IIJ)J").max(8, 4).op("iload_0 iload_1 lload_2 dup2_x2 l2i iadd iadd")
            .op("bipush", 100)
            .op("imul i2l ladd lreturn");
        c.method("wordsOverWide", "(JII)J").max(8, 4)
            .op("lload_0 iload_2 iload_3 dup2_x2 iadd i2l ladd l2i iadd")
            .op("bipush", 10).op("imul iadd i2l lreturn");
        c.method("wideOverWide", "(JD)D").max(8, 4).op("lload_0 dload_2 dup2_x2 d2l lsub l2d dsub dreturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "words", 1, 2, 3, 4));
        System.out.println(ClassWriterLite.call(code, "wideOverWords", 1, 2, 30L));
        System.out.println(ClassWriterLite.call(code, "wordsOverWide", 100L, 2, 3));
        System.out.println(ClassWriterLite.call(code, "wideOverWide", 100L, 2.5));
    }
}
