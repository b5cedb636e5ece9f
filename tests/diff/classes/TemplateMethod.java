import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A method under test: (operands, int, long, double, Object, float, zeros of four types) to a number. */
final class TemplateMethod {
    static final String[] FORMS = {"local", "register", "slot", "field", "call", "farcall", "constant"};
    final ClassWriterLite.Code code;
    final Rows.Row row;
    final Random random;
    final int[] at;
    int locals;
    final int first;
    final int result;
    final int scratch;
    final StringBuilder text = new StringBuilder();
    static final String[] EXTRA = {"I", "J", "D", "Ljava/lang/Object;", "F", "I", "J", "F", "D"};
    final int[] extra = new int[EXTRA.length];

    TemplateMethod(ClassWriterLite writer, String name, Rows.Row row, Random random) {
        this.row = row;
        this.random = random;
        StringBuilder desc = new StringBuilder("(");
        at = new int[row.operands().size()];
        // Locals that an instruction's own code uses, before those of the method.
        int next = 0;
        for (int i = 0; i < at.length; i++) {
            at[i] = next;
            next += Values.slots(row.operands().get(i));
            desc.append(Values.descriptor(row.operands().get(i)));
        }
        for (int i = 0; i < extra.length; i++) {
            extra[i] = next;
            next += Values.slots(EXTRA[i]);
            desc.append(EXTRA[i]);
        }
        next = Math.max(next, Rows.OWN_LOCALS + 8);
        first = next;
        result = next;
        scratch = next + 2;
        locals = next + 4;
        code = writer.method(name, desc + ")J");
    }

    void load(String kind, int local) {
        code.op(Values.letter(kind) + "load", local);
    }

    void fold(String kind) {
        String desc = Values.letter(kind).equals("a")  ? "Ljava/lang/Object;"
            : "ZBCS".contains(Values.descriptor(kind)) ? "I"
                                                       : Values.descriptor(kind);
        code.call("invokestatic", "Support", "number", "(" + desc + ")J")
            .op("lstore", scratch)
            .op("lload", result)
            .op("lload", scratch)
            .call("invokestatic", "Support", "fold", "(JJ)J")
            .op("lstore", result);
    }

    /** Many locals that are read in a loop, so that the operands' ones are in no register. */
    void pressure() {
        int ints = locals;
        int doubles = ints + 12;
        locals = doubles + 20;
        for (int i = 0; i < 12; i++) {
            code.op("iload", extra[0]).op("bipush", i).op("iadd").op("istore", ints + i);
        }
        for (int i = 0; i < 10; i++) {
            code.op("dload", extra[2]).op("bipush", i).op("i2d dadd").op("dstore", doubles + 2 * i);
        }
        int counter = locals++;
        code.op("iconst_3").op("istore", counter).label("loop");
        for (int i = 0; i < 12; i++) {
            code.op("iload", ints + i).op("iload", ints + (i + 1) % 12).op("iadd").op("istore", ints + i);
        }
        for (int i = 0; i < 10; i++) {
            code.op("dload", doubles + 2 * i)
                .op("dload", doubles + 2 * ((i + 1) % 10))
                .op("dadd")
                .op("dstore", doubles + 2 * i);
        }
        code.iinc(counter, -1).op("iload", counter).jump("ifgt", "loop");
        code.op("iload", ints + 3);
        fold("I");
        code.op("dload", doubles + 4);
        fold("D");
    }

    void cast(String kind) {
        if (Values.letter(kind).equals("a") && !kind.equals("Ljava/lang/Object;")) {
            code.type("checkcast", kind.startsWith("L") ? kind.substring(1, kind.length() - 1) : kind);
        }
    }

    void through(String method, String kind) {
        String desc = Values.letter(kind).equals("a") ? "Ljava/lang/Object;"
            : Values.letter(kind).equals("i")         ? "I"
                                                      : Values.descriptor(kind);
        code.call("invokestatic", "Support", method, "(" + desc + ")" + desc);
        cast(kind);
    }

    void operand(int i, Values values) {
        String kind = row.operands().get(i);
        String form = FORMS[random.nextInt(FORMS.length)];
        String letter = Values.letter(kind);
        text.append(' ').append(form);
        if (form.equals("constant")) {
            Object value = values.value(kind);
            text.append(' ').append(value instanceof Number || value instanceof String ? value : "");
            if (letter.equals("a")) {
                if (value instanceof String s && kind.contains("String")) {
                    code.load("ldc", s);
                } else if (random.nextInt(6) == 0) {
                    code.op("aconst_null");
                    cast(kind);
                } else {
                    load(kind, at[i]);
                }
            } else {
                constant(value);
            }
            return;
        }
        load(kind, at[i]);
        switch (form) {
            case "register":
                switch (letter) {
                    case "i": code.op("iload", extra[5]).op("ixor"); break;
                    case "l": code.op("lload", extra[6]).op("ladd"); break;
                    case "f": code.op("fload", extra[7]).op("fadd"); break;
                    case "d": code.op("dload", extra[8]).op("dadd"); break;
                    default: cast(kind);
                }
                break;
            case "slot": code.call("invokestatic", "Support", "nothing", "()V"); break;
            case "call": through("same", kind); break;
            case "farcall": through("farSame", kind); break;
            case "field": field(kind, letter); break;
            default:
        }
    }

    private void field(String kind, String letter) {
        String name = letter.equals("i") ? "intField"
            : letter.equals("l")         ? "longField"
            : letter.equals("f")         ? "floatField"
            : letter.equals("d")         ? "doubleField"
                                         : "referenceField";
        String desc = letter.equals("a") ? "Ljava/lang/Object;" : letter.equals("i") ? "I" : kind;
        code.field("putstatic", "Support", name, desc).field("getstatic", "Support", name, desc);
        cast(kind);
    }

    private void constant(Object value) {
        Object number = value instanceof Boolean z            ? (Object)(z ? 1 : 0)
            : value instanceof Character ch                   ? (Object)(int)ch
            : value instanceof Byte || value instanceof Short ? (Object)((Number)value).intValue()
                                                              : value;
        if (number instanceof Integer i && i >= -1 && i <= 5) {
            code.op(i < 0 ? "iconst_m1" : "iconst_" + i);
        } else if (number instanceof Integer i && i == (byte)(int)i) {
            code.op("bipush", i);
        } else if (number instanceof Integer i && i == (short)(int)i) {
            code.op("sipush", i);
        } else {
            code.load(number instanceof Long || number instanceof Double ? "ldc2_w" : "ldc_w", number);
        }
    }

    /** Operands that wait below; returns their kinds, the top last. */
    List<String> waiting() {
        List<String> kinds = new ArrayList<>();
        int count = new int[] {0, 0, 2, 5, 16}[random.nextInt(5)];
        for (int i = 0; i < count; i++) {
            int which = random.nextInt(5);
            load(EXTRA[which], extra[which]);
            switch (which) {
                case 0: code.op("bipush", i).op("iadd"); break;
                case 1: code.op("lload", extra[6]).op("lxor"); break;
                case 2: code.op("dload", extra[8]).op("dadd"); break;
                default:
            }
            kinds.add(EXTRA[which]);
        }
        text.append(" waiting ").append(count);
        return kinds;
    }

    void write(Values values) {
        code.load("ldc2_w", 17L).op("lstore", result);
        boolean pressed = random.nextInt(3) == 0;
        if (pressed) {
            text.append(" pressure");
            pressure();
        }
        List<String> below = waiting();
        boolean handled = random.nextBoolean();
        text.append(handled ? " handled" : "");
        code.label("from");
        for (int i = 0; i < row.operands().size(); i++) {
            operand(i, values);
        }
        row.emit().accept(code);
        code.label("to");
        if (!row.name().equals("athrow")) {
            finish(below);
        }
        if (handled) {
            code.label("handler");
            fold("Ljava/lang/Object;");
            extras();
            code.handler("from", "to", "handler", null);
        }
        code.max(96, locals);
    }

    private void finish(List<String> below) {
        for (int i = row.results().size() - 1; i >= 0; i--) {
            fold(row.results().get(i));
        }
        for (int i = below.size() - 1; i >= 0; i--) {
            fold(below.get(i));
        }
        extras();
    }

    private void extras() {
        for (int i = 0; i < 5; i++) {
            load(EXTRA[i], extra[i]);
            fold(EXTRA[i]);
        }
        for (int i = 0; i < at.length; i++) {
            if (at[i] != 0 || !row.name().contains("iinc")) {
                load(row.operands().get(i), at[i]);
                fold(row.operands().get(i));
            }
        }
        code.op("lload", result).op("lreturn");
    }
}
