import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The instructions and the library's methods that Templates tests. */
final class Rows {
    private Rows() {
    }

    /** The kinds of its operands, and of what it leaves, the top last; and how it is written. */
    record Row(
        String name, List<String> operands, List<String> results, Consumer<ClassWriterLite.Code> emit) {
    }

    static final List<Row> ROWS = new ArrayList<>();

    static List<String> kinds(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    static void row(String name, String operands, String results, Consumer<ClassWriterLite.Code> emit) {
        ROWS.add(new Row(name, kinds(operands), kinds(results), emit));
    }

    static void plain(String names, String operands, String results) {
        for (String name : names.split(" ")) {
            row(name, operands, results, c -> c.op(name));
        }
    }

    /** An instruction and branches on what it leaves. */
    static void branches(String before, String jumps, String operands) {
        for (String jump : jumps.split(" ")) {
            row((before + " " + jump).trim(), operands, "I", c -> {
                if (!before.isEmpty()) {
                    c.op(before);
                }
                c.jump(jump, "taken")
                    .op("iconst_1")
                    .jump("goto", "joined")
                    .label("taken")
                    .op("iconst_2")
                    .label("joined");
            });
        }
    }

    static void arithmetic() {
        plain("iadd isub imul idiv irem iand ior ixor ishl ishr iushr", "I I", "I");
        plain("ladd lsub lmul ldiv lrem land lor lxor", "J J", "J");
        plain("lshl lshr lushr", "J I", "J");
        plain("fadd fsub fmul fdiv frem", "F F", "F");
        plain("dadd dsub dmul ddiv drem", "D D", "D");
        plain("ineg i2b i2c i2s", "I", "I");
        plain("lneg", "J", "J");
        plain("fneg", "F", "F");
        plain("dneg", "D", "D");
        plain("i2l", "I", "J");
        plain("i2f", "I", "F");
        plain("i2d", "I", "D");
        plain("l2i", "J", "I");
        plain("l2f", "J", "F");
        plain("l2d", "J", "D");
        plain("f2i", "F", "I");
        plain("f2l", "F", "J");
        plain("f2d", "F", "D");
        plain("d2i", "D", "I");
        plain("d2l", "D", "J");
        plain("d2f", "D", "F");
        plain("lcmp", "J J", "I");
        plain("fcmpl fcmpg", "F F", "I");
        plain("dcmpl dcmpg", "D D", "I");
        for (int delta : new int[] {1, -1, 127, -128}) {
            row("iinc " + delta, "I", "I", c -> c.op("istore", 0).iinc(0, delta).op("iload_0"));
        }
        row("wide iinc", "I", "I", c -> c.op("istore", 0).wideIinc(0, -30000).op("iload_0"));
    }

    static void control() {
        String compares = "ifeq ifne iflt ifge ifgt ifle";
        branches("", compares, "I");
        branches("", "if_icmpeq if_icmpne if_icmplt if_icmpge if_icmpgt if_icmple", "I I");
        branches("", "if_acmpeq if_acmpne", "Ljava/lang/Object; Ljava/lang/Object;");
        branches("", "ifnull ifnonnull", "Ljava/lang/Object;");
        branches("lcmp", compares, "J J");
        branches("iand", compares, "I I");
        for (String name : new String[] {"fcmpl", "fcmpg"}) {
            branches(name, compares, "F F");
        }
        for (String name : new String[] {"dcmpl", "dcmpg"}) {
            branches(name, compares, "D D");
        }
        row("tableswitch", "I", "I", c -> cases(c.tableSwitch(-1, "d", "a", "b", "a", "d", "b")));
        row("tableswitch large", "I", "I", c -> cases(c.tableSwitch(0x7ffffffe, "d", "a", "b")));
        row("lookupswitch", "I", "I",
            c
            -> cases(c.lookupSwitch(
                "d", new int[] {0x80000000, -1, 0, 7, 1000, 0x7fffffff}, "a", "b", "a", "b", "a", "b")));
        row("lookupswitch none", "I", "I", c -> cases(c.lookupSwitch("a", new int[0])));
    }

    private static void cases(ClassWriterLite.Code c) {
        c.label("a")
            .op("iconst_1")
            .jump("goto", "joined")
            .label("b")
            .op("iconst_2")
            .jump("goto", "joined")
            .label("d")
            .op("iconst_3")
            .label("joined");
    }

    static void stack() {
        for (String x : new String[] {"I", "F", "Ljava/lang/String;"}) {
            row("pop " + x, "I " + x, "I", c -> c.op("pop"));
            row("dup " + x, x, x + " " + x, c -> c.op("dup"));
            for (String y : new String[] {"I", "F", "Ljava/lang/Object;"}) {
                row("swap " + y + " " + x, y + " " + x, x + " " + y, c -> c.op("swap"));
                row("dup_x1 " + y + " " + x, y + " " + x, x + " " + y + " " + x, c -> c.op("dup_x1"));
                row("dup2 " + y + " " + x, y + " " + x, y + " " + x + " " + y + " " + x, c -> c.op("dup2"));
                row("dup_x2 " + y + " " + x, "I " + y + " " + x, x + " I " + y + " " + x,
                    c -> c.op("dup_x2"));
                row("dup2_x1 " + y + " " + x, "I " + y + " " + x, y + " " + x + " I " + y + " " + x,
                    c -> c.op("dup2_x1"));
                row("dup2_x2 " + y + " " + x, "I F " + y + " " + x, y + " " + x + " I F " + y + " " + x,
                    c -> c.op("dup2_x2"));
                row("pop2 " + y + " " + x, "I " + y + " " + x, "I", c -> c.op("pop2"));
            }
            for (String wide : new String[] {"J", "D"}) {
                row("dup_x2 " + wide + " " + x, wide + " " + x, x + " " + wide + " " + x,
                    c -> c.op("dup_x2"));
                row("dup2_x1 " + x + " " + wide, x + " " + wide, wide + " " + x + " " + wide,
                    c -> c.op("dup2_x1"));
                row("dup2_x2 " + x + " I " + wide, x + " I " + wide, wide + " " + x + " I " + wide,
                    c -> c.op("dup2_x2"));
                row("dup2_x2 " + wide + " I " + x, wide + " I " + x, "I " + x + " " + wide + " I " + x,
                    c -> c.op("dup2_x2"));
            }
        }
        for (String x : new String[] {"J", "D"}) {
            row("dup2 " + x, x, x + " " + x, c -> c.op("dup2"));
            row("pop2 " + x, "I " + x, "I", c -> c.op("pop2"));
            row("dup2_x2 J " + x, "J " + x, x + " J " + x, c -> c.op("dup2_x2"));
        }
    }

    static void objects() {
        String[] letters = {"b", "c", "s", "i", "l", "f", "d"};
        String[] types = {"B", "C", "S", "I", "J", "F", "D"};
        for (int k = 0; k < letters.length; k++) {
            String letter = letters[k];
            String stored = k < 4 ? "I" : types[k];
            row(letter + "aload", "[" + types[k] + " index", stored, c -> c.op(letter + "aload"));
            row(letter + "astore", "[" + types[k] + " index " + stored, "", c -> c.op(letter + "astore"));
        }
        row("baload boolean", "[Z index", "I", c -> c.op("baload"));
        row("bastore boolean", "[Z index I", "", c -> c.op("bastore"));
        row("aaload", "[Ljava/lang/Object; index", "Ljava/lang/Object;", c -> c.op("aaload"));
        row("aastore", "[Ljava/lang/Object; index Ljava/lang/Object;", "", c -> c.op("aastore"));
        for (String type : new String[] {"[I", "[D", "[B", "[Ljava/lang/Object;"}) {
            row("arraylength " + type, type, "I", c -> c.op("arraylength"));
        }
        for (String name :
            new String[] {"java/lang/String", "java/lang/Number", "java/lang/Comparable", "java/lang/Object",
                "[I", "[Ljava/lang/Object;", "[Ljava/lang/Number;", "java/io/Serializable", "Support"}) {
            row("instanceof " + name, "Ljava/lang/Object;", "I", c -> c.type("instanceof", name));
            row("checkcast " + name, "Ljava/lang/Object;", "Ljava/lang/Object;",
                c -> c.type("checkcast", name));
            row("instanceof ifeq " + name, "Ljava/lang/Object;", "I",
                c
                -> c.type("instanceof", name)
                       .jump("ifeq", "no")
                       .op("iconst_5")
                       .jump("goto", "joined")
                       .label("no")
                       .op("iconst_4")
                       .label("joined"));
            row("anewarray " + name, "size", "Ljava/lang/Object;", c -> c.type("anewarray", name));
        }
        for (int code = 4; code <= 11; code++) {
            int type = code;
            row("newarray " + type, "size", "Ljava/lang/Object;", c -> c.op("newarray", type));
        }
        row("multianewarray", "size size", "Ljava/lang/Object;", c -> c.multi("[[J", 2));
        row("athrow", "Ljava/lang/Object;", "",
            c -> c.type("checkcast", "java/lang/Throwable").op("athrow").label("x"));
        row("monitor", "Ljava/lang/Object;", "", c -> c.op("dup monitorenter monitorexit"));
        String[] names = {"z", "b", "c", "s", "i", "j", "f", "d", "a", "vi", "vj", "va"};
        String[] descs = {
            "Z", "B", "C", "S", "I", "J", "F", "D", "Ljava/lang/Object;", "I", "J", "Ljava/lang/Object;"};
        for (int k = 0; k < names.length; k++) {
            String name = names[k];
            String desc = descs[k];
            String kind = k < 4 ? "I" : desc;
            row("getfield " + name, "LSupport;", kind, c -> c.field("getfield", "Support", name, desc));
            row("putfield " + name, "LSupport; " + kind, "", c -> c.field("putfield", "Support", name, desc));
        }
        for (String name : new String[] {"intField I", "longField J", "floatField F", "doubleField D",
                 "referenceField Ljava/lang/Object;", "volatileInt I", "volatileLong J"}) {
            String[] words = name.split(" ");
            row("static " + name, words[1], words[1],
                c
                -> c.field("putstatic", "Support", words[0], words[1])
                       .field("getstatic", "Support", words[0], words[1]));
        }
        row("new", "I", "I Ljava/lang/Object;",
            c -> c.type("new", "Support").op("dup").call("invokespecial", "Support", "<init>", "()V"));
    }

    /** A method of the library: OWNER.NAME(DESC)RESULT, a receiver first where `instance`. */
    static void call(boolean instance, String... signatures) {
        for (String text : signatures) {
            String owner = text.substring(0, text.indexOf('.'));
            String name = text.substring(text.indexOf('.') + 1, text.indexOf('('));
            String desc = text.substring(text.indexOf('('));
            List<String> operands = new ArrayList<>();
            if (instance) {
                operands.add("L" + owner + ";");
            }
            List<String> declared = split(desc.substring(1, desc.indexOf(')')));
            operands.addAll(declared);
            String result = desc.substring(desc.indexOf(')') + 1);
            ROWS.add(new Row(text, operands, result.equals("V") ? List.of() : List.of(result),
                c -> c.call(instance ? "invokevirtual" : "invokestatic", owner, name, desc)));
        }
    }

    static List<String> split(String descriptors) {
        List<String> found = new ArrayList<>();
        for (int at = 0, from = 0; at < descriptors.length(); from = at) {
            while (descriptors.charAt(at) == '[') {
                at++;
            }
            at = descriptors.charAt(at) == 'L' ? descriptors.indexOf(';', at) + 1 : at + 1;
            found.add(descriptors.substring(from, at));
        }
        return found;
    }

    static void library() {
        String m = "java/lang/Math.";
        for (String name : new String[] {"min", "max"}) {
            call(false, m + name + "(II)I", m + name + "(JJ)J", m + name + "(FF)F", m + name + "(DD)D");
        }
        call(false, m + "abs(I)I", m + "abs(J)J", m + "abs(F)F", m + "abs(D)D", m + "sqrt(D)D",
            m + "floor(D)D", m + "ceil(D)D", m + "rint(D)D", m + "round(F)I", m + "round(D)J",
            m + "fma(DDD)D", m + "fma(FFF)F", m + "multiplyHigh(JJ)J", m + "floorMod(II)I",
            m + "floorDiv(II)I", m + "floorMod(JJ)J", m + "floorDiv(JJ)J", m + "addExact(II)I",
            m + "addExact(JJ)J", m + "subtractExact(II)I", m + "subtractExact(JJ)J", m + "multiplyExact(II)I",
            m + "multiplyExact(JJ)J", m + "negateExact(I)I", m + "negateExact(J)J", m + "incrementExact(I)I",
            m + "decrementExact(J)J", m + "toIntExact(J)I", m + "copySign(DD)D", m + "signum(D)D",
            m + "signum(F)F", m + "getExponent(D)I", m + "multiplyFull(II)J");
        for (String[] each : new String[][] {{"Integer", "I"}, {"Long", "J"}}) {
            String box = "java/lang/" + each[0] + ".";
            String t = each[1];
            for (String name : new String[] {"reverse", "reverseBytes", "highestOneBit", "lowestOneBit"}) {
                call(false, box + name + "(" + t + ")" + t);
            }
            for (String name : new String[] {
                     "bitCount", "numberOfLeadingZeros", "numberOfTrailingZeros", "signum", "hashCode"}) {
                call(false, box + name + "(" + t + ")I");
            }
            call(false, box + "rotateLeft(" + t + "I)" + t, box + "rotateRight(" + t + "I)" + t,
                box + "compare(" + t + t + ")I", box + "compareUnsigned(" + t + t + ")I",
                box + "divideUnsigned(" + t + t + ")" + t, box + "remainderUnsigned(" + t + t + ")" + t,
                box + "toString(" + t + ")Ljava/lang/String;",
                box + "valueOf(" + t + ")Ljava/lang/" + each[0] + ";");
        }
        call(false, "java/lang/Character.reverseBytes(C)C", "java/lang/Short.reverseBytes(S)S",
            "java/lang/Character.isDigit(C)Z", "java/lang/Character.isLetter(C)Z",
            "java/lang/Character.toUpperCase(C)C", "java/lang/Float.floatToIntBits(F)I",
            "java/lang/Float.intBitsToFloat(I)F", "java/lang/Double.doubleToLongBits(D)J",
            "java/lang/Double.longBitsToDouble(J)D", "java/lang/Float.isNaN(F)Z",
            "java/lang/Double.compare(DD)I", "java/lang/Float.compare(FF)I",
            "java/lang/Byte.toUnsignedInt(B)I", "java/util/Objects.checkIndex(II)I",
            "java/util/Objects.requireNonNull(Ljava/lang/Object;)Ljava/lang/Object;");
        String s = "java/lang/String.";
        call(true, s + "length()I", s + "charAt(I)C", s + "isEmpty()Z", s + "hashCode()I",
            s + "equals(Ljava/lang/Object;)Z", s + "compareTo(Ljava/lang/String;)I", s + "indexOf(I)I",
            s + "indexOf(Ljava/lang/String;)I", s + "concat(Ljava/lang/String;)Ljava/lang/String;",
            s + "startsWith(Ljava/lang/String;)Z", s + "equalsIgnoreCase(Ljava/lang/String;)Z",
            s + "substring(I)Ljava/lang/String;", s + "codePointAt(I)I", s + "toCharArray()[C",
            s + "lastIndexOf(I)I", s + "replace(CC)Ljava/lang/String;");
        call(true, "java/lang/Object.getClass()Ljava/lang/Class;",
            "java/lang/Class.isInstance(Ljava/lang/Object;)Z",
            "java/lang/Class.cast(Ljava/lang/Object;)Ljava/lang/Object;", "java/lang/Class.isArray()Z",
            "java/lang/Class.isAssignableFrom(Ljava/lang/Class;)Z", "java/lang/Class.isPrimitive()Z",
            "java/lang/Class.getModifiers()I", "java/lang/Class.getSuperclass()Ljava/lang/Class;");
        for (String t : new String[] {"[B", "[C", "[I", "[J", "[D", "[Z", "[Ljava/lang/Object;"}) {
            call(false, "java/util/Arrays.equals(" + t + t + ")Z");
            if (t.length() == 2) {
                call(false, "java/util/Arrays.hashCode(" + t + ")I");
            }
            row("arraycopy " + t, t + " index " + t + " index size", "",
                c
                -> c.call("invokestatic", "java/lang/System", "arraycopy",
                    "(Ljava/lang/Object;ILjava/lang/Object;II)V"));
            row("arraycopy itself " + t, t + " index index size", "",
                c
                -> c.op("istore", OWN_LOCALS)
                       .op("istore", OWN_LOCALS + 1)
                       .op("swap dup_x1")
                       .op("iload", OWN_LOCALS + 1)
                       .op("iload", OWN_LOCALS)
                       .call("invokestatic", "java/lang/System", "arraycopy",
                           "(Ljava/lang/Object;ILjava/lang/Object;II)V"));
            row("clone " + t, t, "Ljava/lang/Object;",
                c -> c.call("invokevirtual", t, "clone", "()Ljava/lang/Object;"));
            row("copyOf " + t, t + " size", t,
                c -> c.call("invokestatic", "java/util/Arrays", "copyOf", "(" + t + "I)" + t));
            row("copyOfRange " + t, t + " index size", t,
                c -> c.call("invokestatic", "java/util/Arrays", "copyOfRange", "(" + t + "II)" + t));
        }
        call(false, "java/util/Arrays.fill([IIII)V", "java/util/Arrays.fill([BB)V",
            "java/util/Arrays.fill([CC)V", "java/util/Arrays.mismatch([I[I)I",
            "java/util/Arrays.compare([B[B)I", "java/lang/reflect/Array.getLength(Ljava/lang/Object;)I");
        row("Array.newInstance", "Ljava/lang/Class; size", "Ljava/lang/Object;",
            c
            -> c.call("invokestatic", "java/lang/reflect/Array", "newInstance",
                "(Ljava/lang/Class;I)Ljava/lang/Object;"));
    }

    // Where rows keep operands while they bring something below them.
    static final int OWN_LOCALS = 30;

    /** Puts a static field of Support below the operands, then calls a method of it. */
    static void below(String field, String type, String operands, String results, String op, String call) {
        row(field + " " + call, operands, results, c -> {
            List<String> kinds = kinds(operands);
            for (int i = kinds.size() - 1; i >= 0; i--) {
                c.op(Values.letter(kinds.get(i)) + "store", OWN_LOCALS + 2 * i);
            }
            c.field("getstatic", "Support", field, "L" + type + ";");
            int words = 1;
            for (int i = 0; i < kinds.size(); i++) {
                c.op(Values.letter(kinds.get(i)) + "load", OWN_LOCALS + 2 * i);
                words += Values.slots(kinds.get(i));
            }
            String name = call.substring(0, call.indexOf('('));
            String desc = call.substring(call.indexOf('('));
            if (op.equals("invokeinterface")) {
                c.callInterface(op, type, name, desc, words);
            } else {
                c.call(op, type, name, desc);
            }
        });
    }

    static void handles() {
        String handle = "java/lang/invoke/MethodHandle";
        String variable = "java/lang/invoke/VarHandle";
        below("MAX", handle, "I I", "I", "invokevirtual", "invokeExact(II)I");
        below("CONCAT", handle, "Ljava/lang/String; Ljava/lang/String;", "Ljava/lang/String;",
            "invokevirtual", "invokeExact(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;");
        below("ADJUSTED", handle, "I J D", "J", "invokevirtual", "invokeExact(IJD)J");
        below("GETTER", handle, "LSupport;", "D", "invokevirtual", "invokeExact(LSupport;)D");
        below("MAX", handle, "Ljava/lang/Object; I", "I", "invokevirtual", "invoke(Ljava/lang/Object;I)I");
        for (String name : new String[] {"get", "getVolatile", "getAcquire", "getOpaque"}) {
            below("INT", variable, "LSupport;", "I", "invokevirtual", name + "(LSupport;)I");
            below("LONG", variable, "LSupport;", "J", "invokevirtual", name + "(LSupport;)J");
            below("ELEMENTS", variable, "[I index", "I", "invokevirtual", name + "([II)I");
        }
        for (String name : new String[] {"set", "setVolatile", "setRelease"}) {
            below("INT", variable, "LSupport; I", "", "invokevirtual", name + "(LSupport;I)V");
            below("LONG", variable, "LSupport; J", "", "invokevirtual", name + "(LSupport;J)V");
            below("REFERENCE", variable, "LSupport; Ljava/lang/Object;", "", "invokevirtual",
                name + "(LSupport;Ljava/lang/Object;)V");
            below("ELEMENTS", variable, "[I index I", "", "invokevirtual", name + "([III)V");
            below("OBJECTS", variable, "[Ljava/lang/Object; index Ljava/lang/Object;", "", "invokevirtual",
                name + "([Ljava/lang/Object;ILjava/lang/Object;)V");
        }
        below("INT", variable, "LSupport; I I", "Z", "invokevirtual", "compareAndSet(LSupport;II)Z");
        below("INT", variable, "LSupport; I", "I", "invokevirtual", "getAndAdd(LSupport;I)I");
        below("LONG", variable, "LSupport; J", "J", "invokevirtual", "getAndSet(LSupport;J)J");
        below("ELEMENTS", variable, "[I index I", "I", "invokevirtual", "getAndBitwiseOr([III)I");
        String functions = "java/util/function/";
        below("NEXT", functions + "IntUnaryOperator", "I", "I", "invokeinterface", "applyAsInt(I)I");
        below("SUM", functions + "LongBinaryOperator", "J J", "J", "invokeinterface", "applyAsLong(JJ)J");
        below("TEXT", functions + "Function", "Ljava/lang/Object;", "Ljava/lang/Object;", "invokeinterface",
            "apply(Ljava/lang/Object;)Ljava/lang/Object;");
        for (String name : new String[] {"length()I", "isEmpty()Z", "charAt(I)C"}) {
            String operands = "Ljava/lang/String;" + (name.startsWith("charAt") ? " I" : "");
            row("CharSequence " + name, operands, name.substring(name.length() - 1),
                c
                -> c.callInterface("invokeinterface", "java/lang/CharSequence",
                    name.substring(0, name.indexOf('(')), name.substring(name.indexOf('(')),
                    name.startsWith("charAt") ? 2 : 1));
        }
        row("Comparable", "Ljava/lang/Object; Ljava/lang/Object;", "I",
            c
            -> c.op("swap")
                   .type("checkcast", "java/lang/Comparable")
                   .op("swap")
                   .callInterface(
                       "invokeinterface", "java/lang/Comparable", "compareTo", "(Ljava/lang/Object;)I", 2));
        row("wrong interface", "Ljava/lang/Object;", "I",
            c -> c.callInterface("invokeinterface", "java/lang/CharSequence", "length", "()I", 1));
    }

    static void atomics() {
        String atomic = "java/util/concurrent/atomic/Atomic";
        for (String t : new String[] {"I", "J"}) {
            String owner = atomic + (t.equals("I") ? "Integer." : "Long.");
            call(true, owner + "get()" + t, owner + "set(" + t + ")V",
                owner + "compareAndSet(" + t + t + ")Z", owner + "getAndAdd(" + t + ")" + t,
                owner + "incrementAndGet()" + t, owner + "lazySet(" + t + ")V",
                owner + "getAndSet(" + t + ")" + t, owner + "compareAndExchange(" + t + t + ")" + t,
                owner + "addAndGet(" + t + ")" + t, owner + "doubleValue()D");
        }
        call(true, atomic + "IntegerArray.get(I)I", atomic + "IntegerArray.getAndAdd(II)I",
            atomic + "IntegerArray.compareAndSet(III)Z", atomic + "IntegerArray.length()I",
            atomic + "Reference.get()Ljava/lang/Object;",
            atomic + "Reference.getAndSet(Ljava/lang/Object;)Ljava/lang/Object;",
            atomic + "Boolean.compareAndSet(ZZ)Z");
        String builder = "java/lang/StringBuilder.append(";
        for (String t : new String[] {"I", "J", "C", "Z", "Ljava/lang/String;"}) {
            call(true, builder + t + ")Ljava/lang/StringBuilder;");
        }
        call(true, "java/lang/StringBuilder.charAt(I)C", "java/lang/StringBuilder.length()I",
            "java/nio/ByteBuffer.get(I)B", "java/nio/ByteBuffer.getInt(I)I",
            "java/nio/ByteBuffer.getLong(I)J", "java/nio/ByteBuffer.putDouble(ID)Ljava/nio/ByteBuffer;",
            "java/nio/ByteBuffer.put(IB)Ljava/nio/ByteBuffer;");
    }

    static List<Row> all() {
        arithmetic();
        control();
        stack();
        objects();
        library();
        handles();
        atomics();
        return ROWS;
    }
}
