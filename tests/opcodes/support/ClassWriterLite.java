import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small assembler for class files, for instructions and shapes of classes that javac does not produce.
 * It checks nothing: what is asked for is written. With -Dclasswriter.dump=DIR each class is also stored
 * there.
 *
 *     ClassWriterLite c = new ClassWriterLite(49, "Swap");
 *     c.method("sub", "(II)I").max(2, 2).op("iload_0").op("iload_1").op("swap").op("isub").op("ireturn");
 *     ClassWriterLite.call(c.define(), "sub", 1, 5);
 */
public class ClassWriterLite {
    public static final int PUBLIC = 0x0001, PRIVATE = 0x0002, PROTECTED = 0x0004, STATIC = 0x0008,
        FINAL = 0x0010;
    public static final int SUPER = 0x0020, SYNCHRONIZED = 0x0020, VOLATILE = 0x0040, BRIDGE = 0x0040;
    public static final int VARARGS = 0x0080, NATIVE = 0x0100, INTERFACE = 0x0200, ABSTRACT = 0x0400;
    public static final int STRICT = 0x0800, SYNTHETIC = 0x1000;

    /** Names of the instructions; the position is the opcode. */
    static final List<String> NAMES = Arrays.asList((
        "nop aconst_null iconst_m1 iconst_0 iconst_1 iconst_2 iconst_3 iconst_4 iconst_5 lconst_0 "
        + "lconst_1 fconst_0 fconst_1 fconst_2 dconst_0 dconst_1 bipush sipush ldc ldc_w ldc2_w "
        + "iload lload fload dload aload iload_0 iload_1 iload_2 iload_3 lload_0 lload_1 lload_2 "
        + "lload_3 fload_0 fload_1 fload_2 fload_3 dload_0 dload_1 dload_2 dload_3 aload_0 aload_1 "
        + "aload_2 aload_3 iaload laload faload daload aaload baload caload saload istore lstore "
        + "fstore dstore astore istore_0 istore_1 istore_2 istore_3 lstore_0 lstore_1 lstore_2 "
        + "lstore_3 fstore_0 fstore_1 fstore_2 fstore_3 dstore_0 dstore_1 dstore_2 dstore_3 "
        + "astore_0 astore_1 astore_2 astore_3 iastore lastore fastore dastore aastore bastore "
        + "castore sastore pop pop2 dup dup_x1 dup_x2 dup2 dup2_x1 dup2_x2 swap iadd ladd fadd dadd "
        + "isub lsub fsub dsub imul lmul fmul dmul idiv ldiv fdiv ddiv irem lrem frem drem ineg "
        + "lneg fneg dneg ishl lshl ishr lshr iushr lushr iand land ior lor ixor lxor iinc i2l i2f "
        + "i2d l2i l2f l2d f2i f2l f2d d2i d2l d2f i2b i2c i2s lcmp fcmpl fcmpg dcmpl dcmpg ifeq "
        + "ifne iflt ifge ifgt ifle if_icmpeq if_icmpne if_icmplt if_icmpge if_icmpgt if_icmple "
        + "if_acmpeq if_acmpne goto jsr ret tableswitch lookupswitch ireturn lreturn freturn "
        + "dreturn areturn return getstatic putstatic getfield putfield invokevirtual invokespecial "
        + "invokestatic invokeinterface invokedynamic new newarray anewarray arraylength athrow "
        + "checkcast instanceof monitorenter monitorexit wide multianewarray ifnull ifnonnull "
        + "goto_w jsr_w"
        ).split(" "));

    static int opcode(String name) {
        int code = NAMES.indexOf(name);
        if (code < 0) {
            throw new IllegalArgumentException("no instruction " + name);
        }
        return code;
    }

    // --- constants other than numbers and strings
    // -----------------------------------------------------------

    /** A constant of the pool that has no Java value: class, method type, method handle, dynamic constant. */
    public record Constant(int tag, Object... parts) { }

    public static Constant classConstant(String internalName) {
        return new Constant(7, internalName);
    }

    public static Constant methodType(String desc) {
        return new Constant(16, desc);
    }

    /** Kinds as in JVMS table 5.4.3.5-A; a kind over 100 names an interface's method. */
    public static Constant methodHandle(int kind, String owner, String name, String desc) {
        return new Constant(15, kind, owner, name, desc);
    }

    /** A dynamic constant; bootstrap is what ClassWriterLite.bootstrap returned. */
    public static Constant dynamic(int bootstrap, String name, String desc) {
        return new Constant(17, bootstrap, name, desc);
    }

    // --- the class
    // --------------------------------------------------------------------------------------------

    private final int version;
    private final int access;
    private final String name;
    private final String superName;
    private final String[] interfaces;
    private final Buffer pool = new Buffer();
    private final Map<String, Integer> poolIndex = new LinkedHashMap<>();
    private int poolCount = 1;
    private final List<Member> fields = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    private final List<int[]> bootstraps = new ArrayList<>();
    private final Buffer attributes = new Buffer();
    private int attributeCount;
    private byte[] finished;

    public ClassWriterLite(int version, String name) {
        this(version, PUBLIC | SUPER, name, "java/lang/Object");
    }

    public ClassWriterLite(int version, int access, String name, String superName, String... interfaces) {
        this.version = version;
        this.access = access;
        this.name = name;
        this.superName = superName;
        this.interfaces = interfaces;
    }

    public String className() {
        return name.replace('/', '.');
    }

    public ClassWriterLite field(int flags, String fieldName, String desc) {
        fields.add(new Member(flags, fieldName, desc));
        return this;
    }

    public ClassWriterLite constantField(int flags, String fieldName, String desc, Object value) {
        Member field = new Member(flags, fieldName, desc);
        field.attribute("ConstantValue", new Buffer().u2(constant(value)));
        fields.add(field);
        return this;
    }

    /** A public static method. */
    public Code method(String methodName, String desc) {
        return method(PUBLIC | STATIC, methodName, desc);
    }

    public Code method(int flags, String methodName, String desc) {
        Code code = new Code(flags, methodName, desc);
        methods.add(code);
        return code;
    }

    /** An abstract or native method. */
    public ClassWriterLite bodiless(int flags, String methodName, String desc) {
        methods.add(new Member(flags, methodName, desc));
        return this;
    }

    /** A public constructor that only calls the superclass's. */
    public ClassWriterLite constructor() {
        method(PUBLIC, "<init>", "()V").max(1, 1).op("aload_0")
            .call("invokespecial", superName, "<init>", "()V").op("return");
        return this;
    }

    public ClassWriterLite source(String file) {
        return attribute("SourceFile", new Buffer().u2(utf8(file)));
    }

    public ClassWriterLite nestHost(String host) {
        return attribute("NestHost", new Buffer().u2(constant(classConstant(host))));
    }

    public ClassWriterLite nestMembers(String... members) {
        Buffer body = new Buffer().u2(members.length);
        for (String member : members) {
            body.u2(constant(classConstant(member)));
        }
        return attribute("NestMembers", body);
    }

    private ClassWriterLite attribute(String attributeName, Buffer body) {
        attributes.u2(utf8(attributeName)).u4(body.size()).put(body);
        attributeCount++;
        return this;
    }

    /** A row of BootstrapMethods: a static method and its static arguments. */
    public int bootstrap(String owner, String methodName, String desc, Object... arguments) {
        int[] row = new int[1 + arguments.length];
        row[0] = constant(methodHandle(6, owner, methodName, desc));
        for (int i = 0; i < arguments.length; i++) {
            row[1 + i] = constant(arguments[i]);
        }
        bootstraps.add(row);
        return bootstraps.size() - 1;
    }

    /** Fills the pool with integers, so that the next constants have indices over 255. */
    public ClassWriterLite crowdPool(int count) {
        for (int i = 0; i < count; i++) {
            constant(1_000_000 + i);
        }
        return this;
    }

    // --- constant pool
    // ------------------------------------------------------------------------------------------

    private int add(String key, Buffer entry, int width) {
        Integer known = poolIndex.get(key);
        if (known != null) {
            return known;
        }
        int index = poolCount;
        poolCount += width;
        poolIndex.put(key, index);
        pool.put(entry);
        return index;
    }

    int utf8(String text) {
        Buffer entry = new Buffer().u1(1);
        entry.utf(text);
        return add("u:" + text, entry, 1);
    }

    private int nameAndType(String memberName, String desc) {
        Buffer entry = new Buffer().u1(12).u2(utf8(memberName)).u2(utf8(desc));
        return add("n:" + memberName + ":" + desc, entry, 1);
    }

    /** Tag 9 field, 10 method, 11 interface method. */
    int member(int tag, String owner, String memberName, String desc) {
        Buffer entry = new Buffer().u1(tag).u2(constant(classConstant(owner))).u2(nameAndType(memberName,
            desc));
        return add("m" + tag + ":" + owner + ":" + memberName + ":" + desc, entry, 1);
    }

    int constant(Object value) {
        if (value instanceof Integer i) {
            return add("i:" + i, new Buffer().u1(3).u4(i), 1);
        } else if (value instanceof Float f) {
            int bits = Float.floatToRawIntBits(f);
            return add("f:" + bits, new Buffer().u1(4).u4(bits), 1);
        } else if (value instanceof Long l) {
            return add("l:" + l, new Buffer().u1(5).u8(l), 2);
        } else if (value instanceof Double d) {
            long bits = Double.doubleToRawLongBits(d);
            return add("d:" + bits, new Buffer().u1(6).u8(bits), 2);
        } else if (value instanceof String s) {
            return add("s:" + s, new Buffer().u1(8).u2(utf8(s)), 1);
        }
        Constant c = (Constant) value;
        Buffer entry = new Buffer().u1(c.tag());
        switch (c.tag()) {
            case 7, 16 -> entry.u2(utf8((String) c.parts()[0]));
            case 15 -> {
                int kind = (Integer) c.parts()[0];
                int tag = kind > 100 || kind == 9 ? 11 : kind <= 4 ? 9 : 10;
                entry.u1(kind % 100).u2(member(tag, (String) c.parts()[1], (String) c.parts()[2],
                    (String) c.parts()[3]));
            }
            case 17, 18 -> entry.u2((Integer) c.parts()[0]).u2(nameAndType((String) c.parts()[1],
                (String) c.parts()[2]));
            default -> throw new IllegalArgumentException("constant tag " + c.tag());
        }
        return add("c" + c.tag() + ":" + Arrays.toString(c.parts()), entry, 1);
    }

    // --- output
    // -------------------------------------------------------------------------------------------------

    /** The class file. After the first call nothing more can be added. */
    public byte[] bytes() {
        if (finished == null) {
            finished = assemble();
            dump(finished);
        }
        return finished;
    }

    private byte[] assemble() {
        Buffer tail = new Buffer().u2(access).u2(constant(classConstant(name)));
        tail.u2(superName == null ? 0 : constant(classConstant(superName))).u2(interfaces.length);
        for (String each : interfaces) {
            tail.u2(constant(classConstant(each)));
        }
        writeMembers(tail, fields);
        writeMembers(tail, methods);
        Buffer bootstrapMethods = null;
        if (!bootstraps.isEmpty()) {
            bootstrapMethods = new Buffer().u2(bootstraps.size());
            for (int[] row : bootstraps) {
                bootstrapMethods.u2(row[0]).u2(row.length - 1);
                for (int i = 1; i < row.length; i++) {
                    bootstrapMethods.u2(row[i]);
                }
            }
            tail.u2(attributeCount + 1).put(attributes).u2(utf8("BootstrapMethods"));
            tail.u4(bootstrapMethods.size()).put(bootstrapMethods);
        } else {
            tail.u2(attributeCount).put(attributes);
        }
        Buffer file = new Buffer().u4(0xCAFEBABE).u2(0).u2(version).u2(poolCount).put(pool).put(tail);
        return file.toByteArray();
    }

    private static void writeMembers(Buffer out, List<Member> members) {
        out.u2(members.size());
        for (Member member : members) {
            member.write(out);
        }
    }

    private void dump(byte[] bytes) {
        String folder = System.getProperty("classwriter.dump");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, name.replace('/', '.') + ".class"), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Defines the class in a new loader below the loader of this class. */
    public Class<?> define() {
        return new Loader().put(this).load(className());
    }

    /** A loader of assembled classes; those it does not have come from its parent. */
    public static class Loader extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        public Loader() {
            super(ClassWriterLite.class.getClassLoader());
        }

        public Loader put(ClassWriterLite c) {
            classes.put(c.className(), c.bytes());
            return this;
        }

        public Class<?> load(String className) {
            try {
                return Class.forName(className, false, this);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(className)) {
                Class<?> known = findLoadedClass(className);
                byte[] bytes = classes.get(className);
                if (known == null && bytes != null) {
                    known = defineClass(className, bytes, 0, bytes.length);
                }
                return known != null ? known : super.loadClass(className, resolve);
            }
        }
    }

    /** Calls the static method of that name; what it throws comes out as it is. */
    public static Object call(Class<?> owner, String methodName, Object... arguments) {
        for (Method method : owner.getDeclaredMethods()) {
            if (method.getName().equals(methodName)) {
                method.setAccessible(true);
                try {
                    return method.invoke(null, arguments);
                } catch (InvocationTargetException e) {
                    throw sneak(e.getCause());
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalArgumentException("no method " + methodName);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable t) throws T {
        throw (T) t;
    }

    /** Like call, but gives what was thrown as text, the hashes of loaders left out. */
    public static String outcome(Class<?> owner, String methodName, Object... arguments) {
        try {
            return String.valueOf(call(owner, methodName, arguments));
        } catch (Throwable t) {
            return withoutHashes(t.toString());
        }
    }

    private static String withoutHashes(String text) {
        StringBuilder out = new StringBuilder();
        boolean inHash = false;
        for (char c : text.toCharArray()) {
            inHash = inHash && (c == 'x' || Character.digit(c, 16) >= 0);
            if (!inHash) {
                out.append(c);
            }
            inHash = inHash || c == '@';
        }
        return out.toString();
    }

    // --- members
    // ------------------------------------------------------------------------------------------------

    private class Member {
        private final int flags;
        private final String memberName;
        private final String desc;
        private final Buffer memberAttributes = new Buffer();
        private int count;

        Member(int flags, String memberName, String desc) {
            this.flags = flags;
            this.memberName = memberName;
            this.desc = desc;
            utf8(memberName);
            utf8(desc);
        }

        void attribute(String attributeName, Buffer body) {
            memberAttributes.u2(utf8(attributeName)).u4(body.size()).put(body);
            count++;
        }

        void finish() { }

        void write(Buffer out) {
            finish();
            out.u2(flags).u2(utf8(memberName)).u2(utf8(desc)).u2(count).put(memberAttributes);
        }
    }

    /** The code of a method. Jump targets are labels, placed by label(). */
    public class Code extends Member {
        private final Buffer code = new Buffer();
        private final Map<String, Integer> labels = new HashMap<>();
        private final List<Object[]> jumps = new ArrayList<>();
        private final List<String[]> handlers = new ArrayList<>();
        private final List<int[]> lines = new ArrayList<>();
        private final List<Object[][]> frames = new ArrayList<>();
        private int maxStack = 8;
        private int maxLocals = 8;

        Code(int flags, String methodName, String desc) {
            super(flags, methodName, desc);
        }

        /** Ends the method; goes on with the class. */
        public ClassWriterLite end() {
            return ClassWriterLite.this;
        }

        public Code max(int stack, int locals) {
            maxStack = stack;
            maxLocals = locals;
            return this;
        }

        public Code raw(int... bytes) {
            for (int each : bytes) {
                code.u1(each);
            }
            return this;
        }

        /** Instructions without operands, separated by blanks. */
        public Code op(String names) {
            for (String each : names.split(" ")) {
                code.u1(opcode(each));
            }
            return this;
        }

        /** One operand byte, or two for sipush: a value, a local variable, an array type. */
        public Code op(String opName, int operand) {
            code.u1(opcode(opName));
            return opName.equals("sipush") ? put2(operand) : put1(operand);
        }

        private Code put1(int value) {
            code.u1(value);
            return this;
        }

        private Code put2(int value) {
            code.u2(value);
            return this;
        }

        public Code wide(String opName, int local) {
            return raw(opcode("wide"), opcode(opName)).put2(local);
        }

        public Code iinc(int local, int delta) {
            return raw(opcode("iinc"), local, delta);
        }

        public Code wideIinc(int local, int delta) {
            return raw(opcode("wide"), opcode("iinc")).put2(local).put2(delta);
        }

        /** ldc, ldc_w or ldc2_w of any constant. */
        public Code load(String opName, Object value) {
            int index = constant(value);
            code.u1(opcode(opName));
            return opName.equals("ldc") ? put1(index) : put2(index);
        }

        public Code field(String opName, String owner, String fieldName, String desc) {
            return raw(opcode(opName)).put2(member(9, owner, fieldName, desc));
        }

        public Code call(String opName, String owner, String methodName, String desc) {
            return raw(opcode(opName)).put2(member(10, owner, methodName, desc));
        }

        /** invokeinterface, or invokestatic and invokespecial of an interface's method. */
        public Code callInterface(String opName, String owner, String methodName, String desc, int words) {
            raw(opcode(opName)).put2(member(11, owner, methodName, desc));
            return opName.equals("invokeinterface") ? raw(words, 0) : this;
        }

        public Code indy(int bootstrap, String callName, String desc) {
            int index = constant(new Constant(18, bootstrap, callName, desc));
            return raw(opcode("invokedynamic")).put2(index).raw(0, 0);
        }

        /** new, anewarray, checkcast, instanceof. */
        public Code type(String opName, String internalName) {
            return raw(opcode(opName)).put2(constant(classConstant(internalName)));
        }

        public Code multi(String internalName, int dimensions) {
            return raw(opcode("multianewarray")).put2(constant(classConstant(internalName))).raw(dimensions);
        }

        public Code label(String label) {
            labels.put(label, code.size());
            return this;
        }

        public Code jump(String opName, String label) {
            int start = code.size();
            code.u1(opcode(opName));
            boolean far = opName.endsWith("_w");
            jumps.add(new Object[] {start, code.size(), far, label});
            return far ? put2(0).put2(0) : put2(0);
        }

        public Code tableSwitch(int low, String defaultLabel, String... targets) {
            int start = beginSwitch("tableswitch", defaultLabel);
            code.u4(low).u4(low + targets.length - 1);
            for (String target : targets) {
                switchTarget(start, target);
            }
            return this;
        }

        public Code lookupSwitch(String defaultLabel, int[] keys, String... targets) {
            int start = beginSwitch("lookupswitch", defaultLabel);
            code.u4(keys.length);
            for (int i = 0; i < keys.length; i++) {
                code.u4(keys[i]);
                switchTarget(start, targets[i]);
            }
            return this;
        }

        private int beginSwitch(String opName, String defaultLabel) {
            int start = code.size();
            code.u1(opcode(opName));
            while (code.size() % 4 != 0) {
                code.u1(0);
            }
            switchTarget(start, defaultLabel);
            return start;
        }

        private void switchTarget(int start, String label) {
            jumps.add(new Object[] {start, code.size(), true, label});
            code.u4(0);
        }

        public Code handler(String from, String to, String target, String type) {
            handlers.add(new String[] {from, to, target, type});
            return this;
        }

        public Code line(int number) {
            lines.add(new int[] {code.size(), number});
            return this;
        }

        /** Many nops, to move jump targets far away. */
        public Code pad(int count) {
            for (int i = 0; i < count; i++) {
                code.u1(0);
            }
            return this;
        }

        /** A full frame here: "int", "float", "long", "double", "null", "top",
            "uninitializedThis" or a class. */
        public Code frame(Object[] locals, Object[] stack) {
            frames.add(new Object[][] {{code.size()}, locals, stack});
            return this;
        }

        private void frameTypes(Buffer out, Object[] types) {
            out.u2(types.length);
            for (Object type : types) {
                int tag = Arrays.asList("top", "int", "float", "double", "long", "null", "uninitializedThis")
                    .indexOf(type);
                if (tag >= 0) {
                    out.u1(tag);
                } else {
                    out.u1(7).u2(constant(classConstant((String) type)));
                }
            }
        }

        @Override
        void finish() {
            byte[] bytes = code.toByteArray();
            for (Object[] jump : jumps) {
                int at = (Integer) jump[1];
                int offset = labels.get((String) jump[3]) - (Integer) jump[0];
                boolean far = (Boolean) jump[2];
                for (int i = 0, n = far ? 4 : 2; i < n; i++) {
                    bytes[at + i] = (byte) (offset >> 8 * (n - 1 - i));
                }
            }
            Buffer body = new Buffer().u2(maxStack).u2(maxLocals).u4(bytes.length);
            body.writeBytes(bytes);
            body.u2(handlers.size());
            for (String[] handler : handlers) {
                for (int i = 0; i < 3; i++) {
                    body.u2(labels.get(handler[i]));
                }
                body.u2(handler[3] == null ? 0 : constant(classConstant(handler[3])));
            }
            body.u2((lines.isEmpty() ? 0 : 1) + (frames.isEmpty() ? 0 : 1));
            if (!lines.isEmpty()) {
                body.u2(utf8("LineNumberTable")).u4(2 + 4 * lines.size()).u2(lines.size());
                for (int[] each : lines) {
                    body.u2(each[0]).u2(each[1]);
                }
            }
            if (!frames.isEmpty()) {
                Buffer table = new Buffer().u2(frames.size());
                int previous = -1;
                for (Object[][] each : frames) {
                    int at = (Integer) each[0][0];
                    table.u1(255).u2(at - previous - 1);
                    frameTypes(table, each[1]);
                    frameTypes(table, each[2]);
                    previous = at;
                }
                body.u2(utf8("StackMapTable")).u4(table.size()).put(table);
            }
            attribute("Code", body);
        }
    }

    /** Big-endian output. */
    static class Buffer extends ByteArrayOutputStream {
        Buffer u1(int value) {
            write(value);
            return this;
        }

        Buffer u2(int value) {
            return u1(value >> 8).u1(value);
        }

        Buffer u4(int value) {
            return u2(value >> 16).u2(value);
        }

        Buffer u8(long value) {
            return u4((int) (value >> 32)).u4((int) value);
        }

        Buffer put(Buffer other) {
            writeBytes(other.toByteArray());
            return this;
        }

        void utf(String text) {
            try {
                new DataOutputStream(this).writeUTF(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
