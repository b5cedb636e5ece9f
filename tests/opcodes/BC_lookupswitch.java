// lookupswitch: few and many sparse keys, extremes, misses between keys, fall through, all four alignments,
// no keys.
public class BC_lookupswitch {
    static int few(int n) {
        switch (n) {
            case Integer.MIN_VALUE: return 1;
            case 0: return 2;
            case Integer.MAX_VALUE: return 3;
            default: return 0;
        }
    }

    static int fall(int n) {
        int x = 0;
        switch (n) {
            case 1000:
                x += 1;
            case -1000:
                x += 10;
                break;
            default:
                x += 100;
            case 1:
                x += 1000;
        }
        return x;
    }

    static int none(int n) {
        switch (n) {
            default:
                return n + 1;
        }
    }

    static String text(String s) {
        switch (s) {
            case "one": return "1";
            case "twelve": return "12";
            case "Aa": return "a";
            case "BB": return "b";
            default: return "?";
        }
    }

    public static void main(String[] args) {
        for (int n : new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1000, -1, 0, 1, 999, 1000, 1001,
            Integer.MAX_VALUE - 1,
            Integer.MAX_VALUE}) {
            System.out.println(n + " " + few(n) + " " + fall(n) + " " + none(n));
        }
        System.out.println(text("one") + text("twelve") + text("Aa") + text("BB") + text("") + text("C#"));
        ClassWriterLite c = new ClassWriterLite(49, "LookupCode");
        for (int pad = 0; pad < 4; pad++) {
            c.method("align" + pad, "(I)I").max(1, 1).pad(pad).op("iload_0")
                .lookupSwitch("d", new int[] {-9, 5, 70000}, "a", "b", "a").label("a").op("iconst_1 ireturn")
                .label("b").op("iconst_2 ireturn").label("d").op("iconst_0 ireturn");
        }
        c.method("empty", "(I)I").max(1, 1).op("iload_0").lookupSwitch("d", new int[0]).label("d")
            .op("iconst_4 ireturn");
        int[] keys = new int[500];
        String[] targets = new String[500];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (i - 250) * 7919;
            targets[i] = i % 2 == 0 ? "even" : "odd";
        }
        c.method("many", "(I)I").max(1, 1).op("iload_0").lookupSwitch("d", keys, targets).label("even")
            .op("iconst_2 ireturn").label("odd").op("iconst_3 ireturn").label("d").op("iconst_m1 ireturn");
        Class<?> code = c.define();
        for (int n : new int[] {-10, -9, -8, 4, 5, 6, 69999, 70000, 70001}) {
            for (int pad = 0; pad < 4; pad++) {
                System.out.print(ClassWriterLite.call(code, "align" + pad, n) + " ");
            }
            System.out.println();
        }
        int[] seen = new int[5];
        for (int i = 0; i < keys.length; i++) {
            seen[(Integer) ClassWriterLite.call(code, "many", keys[i]) + 1]++;
            seen[(Integer) ClassWriterLite.call(code, "many", keys[i] + 1) + 1]++;
        }
        System.out.println(seen[0] + " " + seen[3] + " " + seen[4] + " " + ClassWriterLite.call(code,
            "empty", 0));
    }
}
