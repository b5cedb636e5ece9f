// tableswitch: every key, both ends, below and above, negative and extreme ranges, all four alignments.
public class BC_tableswitch {
    static int from0(int n) {
        switch (n) {
            case 0: return 10;
            case 1: return 11;
            case 2: return 12;
            case 3: return 13;
            default: return -1;
        }
    }

    static int negative(int n) {
        switch (n) {
            case -3: return 1;
            case -2: return 2;
            case -1: return 3;
            case 0: return 4;
        }
        return 0;
    }

    static int holes(int n) {
        int x = 0;
        switch (n) {
            case 100:
                x++;
            case 102:
                x += 10;
                break;
            case 103:
                x = 5;
            default:
                x -= 100;
        }
        return x;
    }

    static int top(int n) {
        switch (n) {
            case Integer.MAX_VALUE - 2: return 1;
            case Integer.MAX_VALUE - 1: return 2;
            case Integer.MAX_VALUE: return 3;
            default: return 0;
        }
    }

    static int bottom(int n) {
        switch (n) {
            case Integer.MIN_VALUE: return 1;
            case Integer.MIN_VALUE + 1: return 2;
            case Integer.MIN_VALUE + 2: return 3;
            default: return 0;
        }
    }

    static int loop(String program) {
        int acc = 1;
        for (int pc = 0; pc < program.length(); pc++) {
            switch (program.charAt(pc)) {
                case 'a': acc += 3; break;
                case 'b': acc *= 2; continue;
                case 'c': acc -= 1;
                case 'd': acc ^= 0x55; break;
                case 'e': return acc;
                default: acc = -acc;
            }
        }
        return acc;
    }

    public static void main(String[] args) {
        for (int n = -5; n < 6; n++) {
            System.out.println(n + " " + from0(n) + " " + negative(n) + " " + holes(n + 100));
        }
        for (int n : new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE + 2, Integer.MIN_VALUE + 3, -1, 0, 1,
            Integer.MAX_VALUE - 3, Integer.MAX_VALUE - 2, Integer.MAX_VALUE}) {
            System.out.println(n + " " + from0(n) + " " + negative(n) + " " + holes(n) + " " + top(n) + " "
                + bottom(n));
        }
        System.out.println(loop("aabbccdd") + " " + loop("abxbae") + " " + loop("bcdea") + " " + loop(""));
        ClassWriterLite c = new ClassWriterLite(49, "TableCode");
        for (int pad = 0; pad < 4; pad++) {
            c.method("align" + pad, "(I)I").max(1, 1).pad(pad).op("iload_0").tableSwitch(5, "d", "a", "b",
                "d")
                .label("a").op("iconst_1 ireturn").label("b").op("iconst_2 ireturn").label("d")
                .op("iconst_0 ireturn");
        }
        c.method("one", "(I)I").max(1, 1).op("iload_0").tableSwitch(-7, "d", "a").label("a")
            .op("iconst_1 ireturn")
            .label("d").op("iconst_0 ireturn");
        c.method("back", "(I)I").max(2, 1).label("top").iinc(0, 1).op("iload_0").tableSwitch(1, "d", "top",
            "top", "top")
            .label("d").op("iload_0 ireturn");
        Class<?> code = c.define();
        for (int n = 4; n < 9; n++) {
            for (int pad = 0; pad < 4; pad++) {
                System.out.print(ClassWriterLite.call(code, "align" + pad, n) + " ");
            }
            System.out.println();
        }
        System.out.println(ClassWriterLite.call(code, "one", -7) + " " + ClassWriterLite.call(code, "one",
            -6) + " "
            + ClassWriterLite.call(code, "back", 0) + " " + ClassWriterLite.call(code, "back", -9));
    }
}
