// args: 1 120
// Random instruction sequences that javac would never write: all stack shuffles on mixed words, wide and
// narrow forms, jumps of every kind, handlers over every block. Arguments: seed and number of methods; the
// same seed gives the same methods.
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

public class RandomCode {
    public int i = 3;
    public byte b = -1;
    public long l = 1L << 33;
    public double d = 0.5;
    public float f = 1.5f;
    public Object o = "o";
    public static int si = 5;
    public static long sl = -7;
    public static double sd = 2.25;

    public static int join(int a, long b, float c, double d) {
        return a * 31 + (int) (b ^ b >>> 32) + Float.floatToIntBits(c)
            + (int) (Double.doubleToLongBits(d) >>> 17);
    }

    public static int hash(Object o) {
        return o == null ? 1 : o.hashCode();
    }

    public long shift(int by) {
        return l << by ^ i;
    }

    // Local variables. Every one has its type from the start to the end.
    static final int[] INTS = {0, 1, 2, 3, 300};
    static final int[] LONGS = {4, 6};
    static final int[] FLOATS = {8, 9};
    static final int[] DOUBLES = {10, 12};
    static final int INT_ARRAY = 14;
    static final int LONG_ARRAY = 15;
    static final int HOLDER = 17;
    static final int REF = 18;
    static final int FUEL = 20;
    static final String SELF = "RandomCode";

    private long seed;
    private ClassWriterLite.Code m;
    private final StringBuilder stack = new StringBuilder();

    RandomCode(long seed) {
        this.seed = seed * 0x9E3779B97F4A7C15L + 1;
    }

    RandomCode() { }

    int next(int bound) {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        return (int) ((seed >>> 33) % bound);
    }

    <T> T pick(T[] all) {
        return all[next(all.length)];
    }

    int pick(int[] all) {
        return all[next(all.length)];
    }

    // --- single steps
    // -----------------------------------------------------------------------------------------

    void variable(char type, boolean load, int local) {
        String op = Character.toLowerCase(type == 'J' ? 'l' : type) + (load ? "load" : "store");
        if (local > 255 || next(10) == 0) {
            m.wide(op, local);
        } else if (local < 4 && next(4) > 0) {
            m.op(op + "_" + local);
        } else {
            m.op(op, local);
        }
    }

    int local(char type) {
        switch (type) {
            case 'I': return pick(INTS);
            case 'J': return pick(LONGS);
            case 'F': return pick(FLOATS);
            case 'D': return pick(DOUBLES);
            default: return REF;
        }
    }

    void push(char type) {
        stack.append(type);
    }

    void pop(int n) {
        stack.setLength(stack.length() - n);
    }

    /** The type n entries below the top; '-' when there is none. */
    char top(int n) {
        return stack.length() > n ? stack.charAt(stack.length() - 1 - n) : '-';
    }

    boolean tops(String types) {
        return stack.toString().endsWith(types);
    }

    static boolean single(char type) {
        return type == 'I' || type == 'F' || type == 'A';
    }

    static boolean twice(char type) {
        return type == 'J' || type == 'D';
    }

    int words() {
        int n = 0;
        for (char c : stack.toString().toCharArray()) {
            n += twice(c) ? 2 : 1;
        }
        return n;
    }

    void constant() {
        switch (next(10)) {
            case 0: m.op(pick(new String[] {"iconst_m1", "iconst_0", "iconst_1", "iconst_2",
                "iconst_5"})); push('I'); break;
            case 1: m.op("bipush", next(256) - 128); push('I'); break;
            case 2: m.op("sipush", next(65536) - 32768); push('I'); break;
            case 3: m.load(next(2) == 0 ? "ldc" : "ldc_w", pick(new Integer[] {1 << 20, -1 << 31,
                99999})); push('I'); break;
            case 4: m.op(pick(new String[] {"lconst_0", "lconst_1"})); push('J'); break;
            case 5: m.load("ldc2_w", pick(new Long[] {-1L, 1L << 40, Long.MIN_VALUE, 31L})); push('J'); break;
            case 6: m.op(pick(new String[] {"fconst_0", "fconst_1", "fconst_2"})); push('F'); break;
            case 7: m.op(pick(new String[] {"dconst_0", "dconst_1"})); push('D'); break;
            case 8: m.load("ldc2_w", pick(new Double[] {0.1, -1e18, Double.NaN, 3.0})); push('D'); break;
            default: m.load("ldc_w", pick(new Float[] {0.1f, -2e9f, 1e-42f})); push('F'); break;
        }
    }

    void load() {
        char type = pick(new Character[] {'I', 'I', 'J', 'F', 'D', 'A'});
        variable(type, true, local(type));
        push(type);
    }

    void index() {
        variable('I', true, pick(INTS));
        m.op("bipush", 15).op("iand");
    }

    void element() {
        boolean wide = next(2) == 0;
        m.op("aload", wide ? LONG_ARRAY : INT_ARRAY);
        index();
        m.op(wide ? "laload" : "iaload");
        push(wide ? 'J' : 'I');
    }

    void field() {
        String[] which = pick(new String[][] {{"i", "I"}, {"b", "B"}, {"l", "J"}, {"d", "D"}, {"f", "F"},
            {"o", "Ljava/lang/Object;"}});
        m.op("aload", HOLDER).field("getfield", SELF, which[0], which[1]);
        char type = which[1].charAt(0);
        push(type == 'B' ? 'I' : type == 'L' ? 'A' : type);
    }

    void statics() {
        String[] which = pick(new String[][] {{"si", "I"}, {"sl", "J"}, {"sd", "D"}});
        char type = which[1].charAt(0);
        if (top(0) == type && next(2) == 0) {
            m.field("putstatic", SELF, which[0], which[1]);
            pop(1);
        } else {
            m.field("getstatic", SELF, which[0], which[1]);
            push(type);
        }
    }

    void store() {
        char type = top(0);
        switch (next(4)) {
            case 0 -> {
                if (type == 'I' || type == 'J') {
                    variable(type, false, local(type));
                    m.op("aload", type == 'I' ? INT_ARRAY : LONG_ARRAY);
                    index();
                    variable(type, true, local(type));
                    m.op(type == 'I' ? "iastore" : "lastore");
                } else {
                    variable(type, false, local(type));
                }
            }
            case 1 -> {
                variable(type, false, local(type));
                m.op("aload", HOLDER);
                variable(type, true, local(type));
                String name = "ijfd".charAt("IJFDA".indexOf(type) % 4) + "";
                name = type == 'J' ? "l" : type == 'A' ? "o" : name;
                m.field("putfield", SELF, name, type == 'A' ? "Ljava/lang/Object;" : "" + type);
            }
            default -> variable(type, false, local(type));
        }
        pop(1);
    }

    void arithmetic() {
        char a = top(0);
        char b = top(1);
        String p = a == 'J' ? "l" : ("" + a).toLowerCase();
        if ((a == 'I' || a == 'J') && b == a && next(3) > 0) {
            String op = pick(new String[] {"add", "sub", "mul", "and", "or", "xor", "div", "rem", "add",
                "sub"});
            m.op(p + op);
            pop(1);
        } else if (a == 'I' && (b == 'I' || b == 'J') && next(2) == 0) {
            m.op((b == 'I' ? "i" : "l") + pick(new String[] {"shl", "shr", "ushr"}));
            pop(1);
        } else if ((a == 'F' || a == 'D') && a == b && next(3) > 0) {
            m.op(p + pick(new String[] {"add", "sub", "mul", "div", "rem"}));
            pop(1);
        } else if (a == b && a != 'I' && a != 'A' && next(3) == 0) {
            m.op(a == 'J' ? "lcmp" : p + pick(new String[] {"cmpl", "cmpg"}));
            pop(2);
            push('I');
        } else if (a != 'A') {
            convert(a, p);
        }
    }

    void convert(char a, String p) {
        String[] to = a == 'I' ? new String[] {"J", "F", "D", "B", "C", "S"} : a == 'J' ? new String[] {"I",
            "F", "D"}
            : a == 'F' ? new String[] {"I", "J", "D"} : new String[] {"I", "J", "F"};
        if (next(4) == 0) {
            m.op(p + "neg");
            return;
        }
        String t = pick(to);
        m.op(p + "2" + (t.equals("J") ? "l" : t.toLowerCase()));
        pop(1);
        push("BCS".contains(t) ? 'I' : t.charAt(0));
    }

    /** One of the stack instructions, if the types on top allow it. */
    void shuffle() {
        char a = top(0);
        char b = top(1);
        char c = top(2);
        char d = top(3);
        int n = stack.length();
        switch (next(9)) {
            case 0 -> {
                if (single(a)) {
                    m.op("dup");
                    push(a);
                }
            }
            case 1 -> {
                if (single(a) && single(b)) {
                    m.op("swap");
                    stack.setCharAt(n - 1, b);
                    stack.setCharAt(n - 2, a);
                }
            }
            case 2 -> {
                if (single(a) && single(b)) {
                    m.op("dup_x1");
                    stack.insert(n - 2, a);
                }
            }
            case 3 -> {
                if (single(a) && (twice(b) || single(b) && single(c))) {
                    m.op("dup_x2");
                    stack.insert(twice(b) ? n - 2 : n - 3, a);
                }
            }
            case 4 -> {
                if (twice(a)) {
                    m.op("dup2");
                    push(a);
                } else if (single(a) && single(b)) {
                    m.op("dup2");
                    push(b);
                    push(a);
                }
            }
            case 5 -> {
                if (twice(a) && single(b)) {
                    m.op("dup2_x1");
                    stack.insert(n - 2, a);
                } else if (single(a) && single(b) && single(c)) {
                    m.op("dup2_x1");
                    stack.insert(n - 3, "" + b + a);
                }
            }
            case 6 -> {
                boolean pair = single(a) && single(b);
                char x = pair ? c : b;
                char y = pair ? d : c;
                if ((twice(a) || pair) && (twice(x) || single(x) && single(y))) {
                    m.op("dup2_x2");
                    stack.insert(n - (pair ? 2 : 1) - (twice(x) ? 1 : 2), pair ? "" + b + a : "" + a);
                }
            }
            case 7 -> {
                if (twice(a) || single(a) && single(b)) {
                    m.op("pop2");
                    pop(twice(a) ? 1 : 2);
                }
            }
            default -> {
                if (single(a)) {
                    m.op("pop");
                    pop(1);
                }
            }
        }
    }

    void call() {
        if (tops("IJFD")) {
            m.call("invokestatic", SELF, "join", "(IJFD)I");
            pop(4);
            push('I');
        } else if (top(0) == 'A') {
            m.call("invokestatic", SELF, "hash", "(Ljava/lang/Object;)I");
            pop(1);
            push('I');
        } else if (top(0) == 'I') {
            m.op("aload", HOLDER).op("swap").call("invokevirtual", SELF, "shift", "(I)J");
            pop(1);
            push('J');
        }
    }

    void step() {
        int kind = next(20);
        if (words() > 14 || kind < 3 && stack.length() > 0) {
            store();
        } else if (kind < 6) {
            load();
        } else if (kind < 8) {
            constant();
        } else if (kind == 8) {
            element();
        } else if (kind == 9) {
            field();
        } else if (kind == 10) {
            statics();
        } else if (kind < 14 && stack.length() > 0) {
            arithmetic();
        } else if (kind < 17 && stack.length() > 0) {
            shuffle();
        } else if (kind == 17) {
            call();
        } else if (kind == 18) {
            m.iinc(next(4), next(256) - 128);
        } else if (next(3) == 0) {
            m.wideIinc(pick(INTS), next(65536) - 32768);
        } else {
            m.op("nop");
        }
    }

    /** What is left on the stack is mixed into variables, so that nothing is lost. */
    void drain() {
        while (stack.length() > 0) {
            switch (top(0)) {
                case 'I': m.op("iload_0 iadd istore_0"); break;
                case 'J': m.op("lload", 4).op("lxor").op("lstore", 4); break;
                case 'F': m.op("fload", 8).op("fadd").op("fstore", 8); break;
                case 'D': m.op("dload", 10).op("dadd").op("dstore", 10); break;
                default: m.op("astore", REF); break;
            }
            pop(1);
        }
    }

    void leave(int block, int blocks) {
        String to = "b" + next(blocks);
        switch (next(8)) {
            case 0 -> m.jump(next(3) == 0 ? "goto_w" : "goto", to);
            case 1 -> {
                variable('I', true, pick(INTS));
                m.jump(pick(new String[] {"ifeq", "ifne", "iflt", "ifge", "ifgt", "ifle"}), to);
            }
            case 2 -> {
                variable('I', true, pick(INTS));
                variable('I', true, pick(INTS));
                m.jump("if_icmp" + pick(new String[] {"eq", "ne", "lt", "ge", "gt", "le"}), to);
            }
            case 3 -> {
                m.op("lload", 4).op("lload", 6).op("lcmp").jump(pick(new String[] {"iflt", "ifgt", "ifeq"}),
                    to);
            }
            case 4 -> {
                m.op("aload", REF).jump(next(2) == 0 ? "ifnull" : "ifnonnull", to);
            }
            case 5 -> {
                variable('I', true, pick(INTS));
                m.op("iconst_3 iand").tableSwitch(0, to, "b" + next(blocks), "b" + (block + 1), "b"
                    + next(blocks));
            }
            case 6 -> {
                variable('I', true, pick(INTS));
                m.lookupSwitch("b" + (block + 1), new int[] {-1, 0, 7, 1000}, to, "b" + next(blocks), to, "b"
                    + next(blocks));
            }
            default -> m.op("nop");
        }
    }

    void method(ClassWriterLite c, String name) {
        int blocks = 4 + next(12);
        m = c.method(name, "(IIIIJJFFDD[I[JI" + "L" + SELF + ";Ljava/lang/Object;I)J").max(24, 304);
        m.op("sipush", 200).op("istore", FUEL).op("iload_1").wide("istore", 300);
        for (int b = 0; b < blocks; b++) {
            m.label("b" + b).iinc(FUEL, -1).op("iload", FUEL).jump("ifle", "out");
            m.label("from" + b);
            for (int n = 5 + next(20); n > 0; n--) {
                step();
            }
            drain();
            m.label("to" + b);
            leave(b, blocks);
        }
        m.label("b" + blocks).jump("goto", "out");
        for (int b = 0; b < blocks; b++) {
            m.label("catch" + b).op("pop").iinc(0, b + 1).jump("goto", "b" + (b + 1));
            m.handler("from" + b, "to" + b, "catch" + b,
                next(2) == 0 ? null : "java/lang/ArithmeticException");
        }
        m.label("out").op("iload_0 iload_1 iadd iload_2 iadd iload_3 iadd").wide("iload", 300).op("iadd")
            .op("lload", 4)
            .op("lload", 6).op("lxor").op("fload", 8).op("fload", 9).op("fadd").op("dload", 10).op("dload",
            12).op("dadd")
            .call("invokestatic", SELF, "join", "(IJFD)I").op("aload", REF).call("invokestatic", SELF, "hash",
            "(Ljava/lang/Object;)I").op("iadd i2l lreturn");
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        List<Method> methods = new ArrayList<>();
        for (int n = 0; n < Integer.parseInt(args[1]); n++) {
            ClassWriterLite c = new ClassWriterLite(49, "RandomMethods" + n);
            new RandomCode(seed * 1000 + n).method(c, "run");
            methods.add(c.define().getMethod("run", int.class, int.class, int.class, int.class, long.class,
                long.class, float.class,
                float.class, double.class, double.class, int[].class, long[].class, int.class,
                RandomCode.class, Object.class,
                int.class));
        }
        for (int round = 0; round < 3; round++) {
            StringBuilder out = new StringBuilder();
            for (Method run : methods) {
                int[] ints = new int[16];
                long[] longs = new long[16];
                RandomCode holder = new RandomCode();
                Object got = run.invoke(null, round, 7 - round * 5, -1, 1 << 20, 3L, -9L, 0.5f, round - 1f,
                    1e10, round / 3.0, ints,
                    longs, 0, holder, round == 0 ? null : "ref", 0);
                long sum = (Long) got + holder.i + holder.l + Float.floatToIntBits(holder.f)
                    + Double.doubleToLongBits(holder.d);
                for (int k = 0; k < 16; k++) {
                    sum = sum * 31 + ints[k] + longs[k];
                }
                out.append(Long.toHexString(sum)).append(' ');
            }
            System.out.println(out);
            System.out.println(si + " " + sl + " " + Double.doubleToLongBits(sd));
        }
    }
}
