// wide: local variables with indices over 255, of all types, and increments by more than a byte; ret with
// wide too. A long whose second slot is an int's, which an operand still is read from.
public class BC_wide {
    static String crowd(int a, long b, float c, double d, Object e) {
        long x0 = 0, x1 = 1, x2 = 2, x3 = 3, x4 = 4;
        long x5 = 5, x6 = 6, x7 = 7, x8 = 8, x9 = 9;
        long x10 = 10, x11 = 11, x12 = 12, x13 = 13, x14 = 14;
        long x15 = 15, x16 = 16, x17 = 17, x18 = 18, x19 = 19;
        long x20 = 20, x21 = 21, x22 = 22, x23 = 23, x24 = 24;
        long x25 = 25, x26 = 26, x27 = 27, x28 = 28, x29 = 29;
        long x30 = 30, x31 = 31, x32 = 32, x33 = 33, x34 = 34;
        long x35 = 35, x36 = 36, x37 = 37, x38 = 38, x39 = 39;
        long x40 = 40, x41 = 41, x42 = 42, x43 = 43, x44 = 44;
        long x45 = 45, x46 = 46, x47 = 47, x48 = 48, x49 = 49;
        long x50 = 50, x51 = 51, x52 = 52, x53 = 53, x54 = 54;
        long x55 = 55, x56 = 56, x57 = 57, x58 = 58, x59 = 59;
        long x60 = 60, x61 = 61, x62 = 62, x63 = 63, x64 = 64;
        long x65 = 65, x66 = 66, x67 = 67, x68 = 68, x69 = 69;
        long x70 = 70, x71 = 71, x72 = 72, x73 = 73, x74 = 74;
        long x75 = 75, x76 = 76, x77 = 77, x78 = 78, x79 = 79;
        long x80 = 80, x81 = 81, x82 = 82, x83 = 83, x84 = 84;
        long x85 = 85, x86 = 86, x87 = 87, x88 = 88, x89 = 89;
        long x90 = 90, x91 = 91, x92 = 92, x93 = 93, x94 = 94;
        long x95 = 95, x96 = 96, x97 = 97, x98 = 98, x99 = 99;
        long x100 = 100, x101 = 101, x102 = 102, x103 = 103, x104 = 104;
        long x105 = 105, x106 = 106, x107 = 107, x108 = 108, x109 = 109;
        long x110 = 110, x111 = 111, x112 = 112, x113 = 113, x114 = 114;
        long x115 = 115, x116 = 116, x117 = 117, x118 = 118, x119 = 119;
        long x120 = 120, x121 = 121, x122 = 122, x123 = 123, x124 = 124;
        long x125 = 125, x126 = 126, x127 = 127, x128 = 128, x129 = 129;
        int i = a;
        long l = b;
        float f = c;
        double r = d;
        Object o = e;
        i += 1000;
        i -= 32000;
        i++;
        x0 += x129;
        l += x128 + i;
        f = f * 2;
        r = r / 2;
        for (int n = 0; n < 3; n++) {
            l += n;
        }
        return i + " " + l + " " + f + " " + r + " " + o + " " + x0 + " " + x64;
    }

    static int increments(int n) {
        n += 128;
        n += 32767;
        n -= 129;
        n += -32768;
        return n;
    }

    public static void main(String[] args) {
        System.out.println(crowd(5, 1L << 40, 1.5f, 2.5, "text"));
        System.out.println(crowd(Integer.MAX_VALUE, -1, -0f, Double.NaN, null));
        System.out.println(increments(0) + " " + increments(Integer.MAX_VALUE) + " " + increments(-5));
        ClassWriterLite c = new ClassWriterLite(49, "WideCode");
        c.method("low", "(I)I").max(2, 3).wide("iload", 0).wide("istore", 2).wideIinc(2, -5).wide("iload", 2)
            .op("ireturn");
        c.method("top", "(JDFLjava/lang/Object;I)J").max(4, 65535).op("lload_0").wide("lstore", 65533)
            .op("dload_2")
            .wide("dstore", 65531).op("fload", 4).wide("fstore", 65530).op("aload", 5).wide("astore", 65529)
            .op("iload", 6).wide("istore", 65528).wideIinc(65528, -32768).wide("lload", 65533).wide("dload",
            65531)
            .op("d2l ladd").wide("fload", 65530).op("f2l ladd").wide("aload", 65529)
            .call("invokevirtual", "java/lang/Object", "hashCode", "()I").op("i2l ladd").wide("iload", 65528)
            .op("i2l ladd lreturn");
        c.method("subroutine", "(I)I").max(2, 400).jump("jsr", "sub").op("iload_0 ireturn").label("sub")
            .wide("astore", 300).wideIinc(0, 1000).wide("ret", 300);
        c.method("overlap", "(IJI)I").max(5, 6).label("loop").op("iload_0").op("istore", 5).op("iload", 5)
            .op("lload_1 lload_1 ladd").op("lstore", 4).op("lload", 4).op("l2i iadd iload_3 iadd istore_3")
            .iinc(0, -1).op("iload_0").jump("ifgt", "loop").op("iload_3 ireturn");
        Class<?> code = c.define();
        System.out.println(ClassWriterLite.call(code, "low", 5));
        System.out.println(ClassWriterLite.call(code, "top", 1L << 40, 1000.5, 30.25f, "h", 7));
        System.out.println(ClassWriterLite.call(code, "subroutine", 5));
        System.out.println(ClassWriterLite.call(code, "overlap", 100, 12345678901L, 3));
    }
}
