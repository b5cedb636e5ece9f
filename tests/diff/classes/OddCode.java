import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Methods that javac does not write: blocks that jump to any other block, with operands on the stack, so that
 * loops have several entries and back edges carry values; exception ranges that overlap and cover their own
 * handlers; objects without constructor's call while others are called; all forms of dup; locals beyond 255,
 * and frames larger than a page; locals that have another type in each block.
 *
 *     OddCode SEED COUNT [NUMBER]     COUNT classes, a line for each; with a NUMBER a line for each call of
 * it
 */
public class OddCode {
    static final int METHODS = 3;
    static final int CALLS = 14;
    static final String DESC = "(IIJDFLjava/lang/Object;[I)J";
    static final String[] CAUGHT = {null, null, "java/lang/Throwable", "java/lang/ArithmeticException",
        "java/lang/RuntimeException", "java/lang/NullPointerException", "java/lang/ClassCastException"};
    /** What may wait on the stack at a block's start; a handler's is the last. */
    static final String[] SHAPES = {"", "", "I", "JI", "AD", "IIFAJ", "A"};

    final ClassWriterLite writer;
    final String name;
    final Random random;
    ClassWriterLite.Code code;
    /** Types of the operands, the top last: I, J, F, D, A. */
    final StringBuilder stack = new StringBuilder();
    String[] shapes;
    int fuel;
    int sum;
    int scratch;
    /** Two locals of each type, at whose places the letters say. */
    int[] places;
    String types;
    int index;
    int labels;

    OddCode(String name, Random random) {
        this.name = name;
        this.random = random;
        writer = new ClassWriterLite(49, name);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    static int slots(char type) {
        return type == 'J' || type == 'D' ? 2 : 1;
    }

    static String prefix(char type) {
        return type == 'A' ? "a" : type == 'J' ? "l" : String.valueOf(Character.toLowerCase(type));
    }

    char top(int under) {
        int at = stack.length() - 1 - under;
        return at < 0 ? 0 : stack.charAt(at);
    }

    void push(char type) {
        stack.append(type);
    }

    void pop(int count) {
        stack.setLength(stack.length() - count);
    }

    void local(String op, char type, int at) {
        if (at < 256) {
            code.op(prefix(type) + op, at);
        } else {
            code.wide(prefix(type) + op, at);
        }
    }

    void increment(int at, int by) {
        if (at < 256 && by == (byte)by) {
            code.iinc(at, by);
        } else {
            code.wideIinc(at, by);
        }
    }

    // ---- single steps ----

    void load() {
        int k = random.nextInt(types.length());
        local("load", types.charAt(k), places[k]);
        push(types.charAt(k));
    }

    void load(char type) {
        int k = random.nextInt(types.length());
        while (types.charAt(k) != type) {
            k = random.nextInt(types.length());
        }
        local("load", type, places[k]);
        push(type);
    }

    void constant(char type) {
        switch (type) {
            case 'I': code.load("ldc_w", Support.INTS[random.nextInt(Support.INTS.length)]); break;
            case 'J': code.load("ldc2_w", Support.LONGS[random.nextInt(Support.LONGS.length)]); break;
            case 'F': code.load("ldc_w", Support.FLOATS[random.nextInt(Support.FLOATS.length)]); break;
            case 'D': code.load("ldc2_w", Support.DOUBLES[random.nextInt(Support.DOUBLES.length)]); break;
            default:
                if (chance(30)) {
                    code.op("aconst_null");
                } else {
                    code.load("ldc_w", "text" + random.nextInt(3));
                }
        }
        push(type);
    }

    void value(char type) {
        if (chance(70)) {
            load(type);
        } else {
            constant(type);
        }
    }

    /** The top becomes part of the sum. */
    void fold() {
        String desc = top(0) == 'A' ? "Ljava/lang/Object;" : String.valueOf(top(0));
        code.call("invokestatic", "Support", "number", "(" + desc + ")J");
        local("load", 'J', sum);
        code.call("invokestatic", "Support", "fold", "(JJ)J");
        local("store", 'J', sum);
        pop(1);
    }

    void store() {
        if (stack.length() == 0) {
            return;
        }
        char type = top(0);
        int k = random.nextInt(types.length());
        while (types.charAt(k) != type) {
            k = (k + 1) % types.length();
        }
        local("store", type, places[k]);
        pop(1);
    }

    /** Through a local whose type changes from block to block. */
    void through() {
        if (stack.length() > 0) {
            int at = scratch + random.nextInt(3);
            local("store", top(0), at);
            local("load", top(0), at);
        }
    }

    void arithmetic() {
        char type = "IJFD".charAt(random.nextInt(4));
        while (top(1) != type || top(0) != type) {
            value(type);
        }
        String[] names = type == 'I' || type == 'J'
            ? new String[] {"add", "sub", "mul", "and", "or", "xor", "div", "rem"}
            : new String[] {"add", "sub", "mul", "div"};
        String op = names[random.nextInt(names.length)];
        if (chance(20) && (op.equals("div") || op.equals("rem"))) {
            pop(1);
            code.op(type == 'J' ? "pop2" : type == 'D' ? "pop2" : "pop");
            constant(type);
        }
        code.op(prefix(type) + op);
        pop(1);
    }

    void shift() {
        value('I');
        if (top(1) == 'J') {
            code.op(new String[] {"lshl", "lshr", "lushr"}[random.nextInt(3)]);
            pop(1);
        } else if (top(1) == 'I') {
            code.op(new String[] {"ishl", "ishr", "iushr"}[random.nextInt(3)]);
            pop(1);
        }
    }

    void convert() {
        char from = top(0);
        if (from == 0 || from == 'A') {
            return;
        }
        char to = "IJFD".charAt(random.nextInt(4));
        if (from == to) {
            code.op(from == 'I' ? new String[] {"i2b", "i2c", "i2s", "ineg"}[random.nextInt(4)]
                                : prefix(from) + "neg");
            return;
        }
        code.op(prefix(from) + "2" + prefix(to));
        pop(1);
        push(to);
    }

    /** A form of dup, pop or swap that fits what is on the stack. */
    void shuffle() {
        char a = top(0);
        char b = top(1);
        char c = top(2);
        char d = top(3);
        List<String> fitting = new ArrayList<>();
        boolean narrow = a != 0 && slots(a) == 1;
        boolean two = narrow && b != 0 && slots(b) == 1;
        if (narrow) {
            Collections.addAll(fitting, "dup", "pop");
            if (b != 0 && slots(b) == 2) {
                Collections.addAll(fitting, "dup_x2 2");
            }
        } else if (a != 0) {
            Collections.addAll(fitting, "dup2 1", "pop2 1");
            if (b != 0) {
                fitting.add(slots(b) == 1 ? "dup2_x1 1" : "dup2_x2 11");
                if (slots(b) == 1 && c != 0 && slots(c) == 1) {
                    fitting.add("dup2_x2 12");
                }
            }
        }
        if (two) {
            Collections.addAll(fitting, "swap", "dup_x1", "dup2 2", "pop2 2");
            if (c != 0 && slots(c) == 1) {
                Collections.addAll(fitting, "dup_x2 3", "dup2_x1 2");
                if (d != 0 && slots(d) == 1) {
                    fitting.add("dup2_x2 22");
                }
            } else if (c != 0) {
                fitting.add("dup2_x2 21");
            }
        }
        if (fitting.isEmpty()) {
            return;
        }
        String form = fitting.get(random.nextInt(fitting.size()));
        code.op(form.split(" ")[0]);
        reorder(form, a, b, c, d);
    }

    private void reorder(String form, char a, char b, char c, char d) {
        switch (form) {
            case "dup":
            case "dup2 1": push(a); break;
            case "pop":
            case "pop2 1": pop(1); break;
            case "pop2 2": pop(2); break;
            case "swap": again(2, a, b); break;
            case "dup_x1":
            case "dup_x2 2":
            case "dup2_x1 1":
            case "dup2_x2 11": again(2, a, b, a); break;
            case "dup2 2": again(0, b, a); break;
            case "dup_x2 3":
            case "dup2_x2 12": again(3, a, c, b, a); break;
            case "dup2_x1 2":
            case "dup2_x2 21": again(3, b, a, c, b, a); break;
            default: again(4, b, a, d, c, b, a);
        }
    }

    private void again(int taken, char... left) {
        pop(taken);
        stack.append(left);
    }

    void element() {
        local("load", 'A', places[types.length()]);
        push('A');
        value('I');
        if (chance(80)) {
            code.op("iconst_3 iand");
        }
        if (chance(60)) {
            code.op("iaload");
            pop(2);
            push('I');
        } else {
            value('I');
            code.op("iastore");
            pop(3);
        }
    }

    /** A field of an object that may be null or of another class. */
    void field() {
        value('A');
        code.type("checkcast", "Support").field("getfield", "Support", "j", "J");
        pop(1);
        push('J');
    }

    void call() {
        switch (random.nextInt(4)) {
            case 0: code.call("invokestatic", "Support", "nothing", "()V"); break;
            case 1:
                if (stack.length() > 0) {
                    String desc = top(0) == 'A' ? "Ljava/lang/Object;" : String.valueOf(top(0));
                    code.call(
                        "invokestatic", "Support", chance(50) ? "same" : "farSame", "(" + desc + ")" + desc);
                }
                break;
            case 2:
                for (char type : "AJIDF".toCharArray()) {
                    value(type);
                }
                code.call("invokestatic", "Support", "five", "(Ljava/lang/Object;JIDF)J");
                pop(5);
                push('J');
                break;
            default: other();
        }
    }

    /** A method of this class that was written before, with little fuel. */
    private void other() {
        if (index == 0) {
            return;
        }
        code.op("bipush", 6);
        push('I');
        for (char type : "IJDFA".toCharArray()) {
            value(type);
        }
        local("load", 'A', places[types.length()]);
        push('A');
        code.call("invokestatic", name, "m" + random.nextInt(index), DESC);
        pop(7);
        push('J');
    }

    /** An object whose constructor is called late. */
    void create() {
        code.type("new", "Support").op("dup");
        if (chance(40)) {
            code.op("dup_x1 pop");
        }
        int before = stack.length();
        value('I');
        code.call("invokestatic", "Support", chance(50) ? "same" : "farSame", "(I)I");
        if (chance(50)) {
            constant('I');
            code.op("idiv");
            pop(1);
        }
        value('J');
        code.call("invokespecial", "Support", "<init>", "(IJ)V");
        stack.setLength(before);
        push('A');
    }

    void locked() {
        String end = "l" + labels++;
        code.load("ldc_w", "lock").op("dup monitorenter");
        code.call("invokestatic", "Support", "nothing", "()V").op("monitorexit").label(end);
    }

    void raise() {
        value('A');
        code.type("checkcast", "java/lang/Throwable").op("athrow");
    }

    void step() {
        if (stack.length() > 14) {
            fold();
            return;
        }
        switch (random.nextInt(14)) {
            case 0:
            case 1: load(); break;
            case 2: constant("IJFDA".charAt(random.nextInt(5))); break;
            case 3:
            case 4: arithmetic(); break;
            case 5: shift(); break;
            case 6: convert(); break;
            case 7:
                shuffle();
                shuffle();
                break;
            case 8: element(); break;
            case 9:
                if (chance(40)) {
                    field();
                } else {
                    store();
                }
                break;
            case 10: call(); break;
            case 11:
                if (chance(50)) {
                    create();
                } else {
                    locked();
                }
                break;
            case 12: through(); break;
            default:
                if (stack.length() > 0) {
                    fold();
                }
        }
    }

    // ---- blocks ----

    /** Makes the stack what the shape says. */
    void become(String shape) {
        int common = 0;
        while (common < shape.length() && common < stack.length()
            && shape.charAt(common) == stack.charAt(common)) {
            common++;
        }
        while (stack.length() > common) {
            if (chance(50)) {
                fold();
            } else {
                code.op(slots(top(0)) == 2 ? "pop2" : "pop");
                pop(1);
            }
        }
        while (stack.length() < shape.length()) {
            value(shape.charAt(stack.length()));
        }
    }

    String target(String shape) {
        int k = random.nextInt(shapes.length);
        while (!shapes[k].equals(shape)) {
            k = (k + 1) % shapes.length;
        }
        return "b" + k;
    }

    void leave() {
        String shape = shapes[random.nextInt(shapes.length)];
        become(shape);
        switch (random.nextInt(6)) {
            case 0: code.jump(chance(80) ? "goto" : "goto_w", target(shape)); break;
            case 1:
                value('I');
                code.op("iconst_3 iand");
                pop(1);
                code.tableSwitch(
                    chance(50) ? 0 : 1, target(shape), target(shape), target(shape), target(shape));
                break;
            case 2:
                value('I');
                pop(1);
                code.lookupSwitch(target(shape), new int[] {-7, 0, 1, 1000}, target(shape), target(shape),
                    target(shape), target(shape));
                break;
            case 3:
                value('A');
                pop(1);
                code.jump(chance(50) ? "ifnull" : "ifnonnull", target(shape)).jump("goto", target(shape));
                break;
            case 4:
                value('J');
                value('J');
                code.op("lcmp");
                pop(2);
                code.jump(new String[] {"iflt", "ifeq", "ifgt"}[random.nextInt(3)], target(shape))
                    .jump("goto", target(shape));
                break;
            default:
                value('I');
                value('I');
                pop(2);
                code.jump(
                        new String[] {"if_icmplt", "if_icmpeq", "if_icmpgt", "if_icmpne"}[random.nextInt(4)],
                        target(shape))
                    .jump("goto", target(shape));
        }
    }

    void block(int k) {
        code.label("b" + k);
        stack.setLength(0);
        stack.append(shapes[k]);
        increment(fuel, -1);
        local("load", 'I', fuel);
        code.jump("ifle", "exit" + shapes[k]);
        for (int steps = random.nextInt(9) + 1; steps > 0; steps--) {
            step();
        }
        if (chance(6)) {
            raise();
        } else {
            leave();
        }
    }

    void handlers() {
        int blocks = shapes.length;
        for (int n = random.nextInt(6); n > 0; n--) {
            int from = random.nextInt(blocks);
            int to = from + 1 + random.nextInt(blocks - from);
            code.handler("b" + from, "b" + to, target("A"), CAUGHT[random.nextInt(CAUGHT.length)]);
        }
    }

    void method(int number) {
        index = number;
        code = writer.method("m" + number, DESC);
        int spread = chance(60) ? 1 : chance(50) ? 30 : 90;
        fuel = 0;
        // Arguments where they arrive; further locals at distances of `spread`.
        types = "IJDFA"
            + "IJDFAIJ";
        places = new int[types.length() + 1];
        int next = 1;
        for (int k = 0; k < 5; k++) {
            places[k] = next;
            next += slots(types.charAt(k));
        }
        places[types.length()] = next++;
        for (int k = 5; k < types.length(); k++) {
            next += random.nextInt(spread);
            places[k] = next;
            next += 2;
        }
        sum = next;
        scratch = next + 2;
        shapes = new String[4 + random.nextInt(9)];
        for (int k = 0; k < shapes.length; k++) {
            shapes[k] = SHAPES[random.nextInt(SHAPES.length)];
        }
        shapes[0] = "";
        shapes[shapes.length - 1] = "A";
        for (int k = 5; k < types.length(); k++) {
            constant(types.charAt(k));
            local("store", types.charAt(k), places[k]);
        }
        code.load("ldc2_w", 1L);
        local("store", 'J', sum);
        for (int k = 0; k < shapes.length; k++) {
            block(k);
        }
        code.label("b" + shapes.length);
        for (String shape : new TreeSet<>(Arrays.asList(shapes))) {
            code.label("exit" + shape);
            local("load", 'J', sum);
            code.op("lreturn");
        }
        handlers();
        code.max(80, scratch + 8);
    }

    // ---- running ----

    static long run(int number, long seed, boolean each) throws Exception {
        Random random = new Random(seed * 1_000_003 + number);
        Values values = new Values(random);
        OddCode odd = new OddCode("Odd" + number, random);
        for (int i = 0; i < METHODS; i++) {
            odd.method(i);
        }
        Class<?> type = odd.writer.define();
        Method[] methods = new Method[METHODS];
        for (Method m : type.getDeclaredMethods()) {
            methods[m.getName().charAt(1) - '0'] = m;
        }
        long sum = 0;
        for (int call = 0; call < CALLS; call++) {
            for (int i = 0; i < METHODS; i++) {
                Object object =
                    chance(random) ? values.value("LSupport;") : values.value("Ljava/lang/Object;");
                int[] array = {1, 2, 3, 4};
                long result;
                try {
                    result = (Long)methods[i].invoke(null, call == 9 ? 3000 : 80, values.value("I"),
                        values.value("J"), values.value("D"), values.value("F"), object,
                        call == 5 ? null : array);
                } catch (InvocationTargetException e) {
                    result = Support.trace(e.getCause());
                }
                sum = Support.fold(sum, result + Support.hash(array));
                if (each) {
                    System.out.println("m" + i + " call " + call + " " + result + " " + Support.hash(array));
                }
            }
        }
        return sum;
    }

    private static boolean chance(Random random) {
        return random.nextInt(3) == 0;
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        int count = Integer.parseInt(args[1]);
        Support.withNullTexts = false;
        for (int i = 0; i < count; i++) {
            if (args.length < 3 || Integer.parseInt(args[2]) == i) {
                String line;
                try {
                    line = String.valueOf(run(i, seed, args.length > 2));
                } catch (VerifyError | ClassFormatError e) {
                    line = e.toString();
                }
                System.out.println("class " + i + " " + line);
            }
        }
    }
}
