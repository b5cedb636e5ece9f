// Sequences that prepare may join into one instruction: straight, held apart by nops, and entered by a jump
// between any two parts, must do the same, and an exception must name the line (here: the part) it came from.
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

public class FusedSequences {
    public byte b = -5;
    public char c = '\u8001';
    public short s = -300;
    public boolean z = true;
    public int i = 77;
    public long l = 1L << 40;
    public double d = 2.5;
    public Object o = "field";
    public FusedSequences next;

    /** Instructions, then the type of what they leave on the stack (V: nothing). */
    static final String[] SEQUENCES = {
        "iload 0,iload 1,iadd:I", "iload 0,iload 1,isub:I", "iload 0,iload 1,imul:I",
            "iload 0,iload 1,iload 0,iadd,isub:I",
        "iload 0,sipush 1000,iadd:I", "iload 1,bipush -7,isub:I", "iload 0,sipush 255,iand:I",
        "iload 0,bipush 5,ishl:I",
        "iload 0,bipush 33,ishr:I", "iload 0,iconst_3,iushr:I", "iload 0,istore 1:V",
        "iload 0,istore 1,iload 1:I",
        "sipush 999,istore 0:V", "iload 0,iload 1,iadd,istore 0:V", "iload 0,iload 1,isub,istore 1,iload 0:I",
        "lload 2,lload 4,ladd:J", "lload 2,lload 4,lsub:J", "lload 2,lload 4,lmul:J", "lload 2,lstore 4:V",
        "lload 2,lload 4,ladd,lstore 2:V", "lload 2,lload 4,lsub,lstore 2,lload 2:J",
        "lload 2,lload 4,lmul,lstore 4:V",
        "lconst_1,lstore 2:V", "lconst_0,lstore 4,lload 2:J", "lload 2,ldc2_w 123456789012,ladd:J",
        "lload 2,ldc2_w -3,lmul:J", "lload 2,ldc2_w 4294967295,land:J", "lload 2,bipush 7,lshl:J",
        "lload 2,bipush 65,lshr:J",
        "lload 2,sipush 300,lushr:J", "dload 6,dload 8,dadd:D", "dload 6,dload 8,dsub:D",
        "dload 6,dload 8,dmul:D",
        "dload 6,dload 8,dadd,dstore 6:V", "dload 6,dload 8,dsub,dstore 8:V",
        "dload 6,dload 8,dmul,dstore 6,dload 8:D",
        "dload 6,ldc2_w 0.1d,dadd:D", "dload 6,ldc2_w -1e300d,dmul:D", "dload 6,dstore 8:V",
        "iload 0,ifeq:I", "iload 0,ifne:I",
        "iload 0,iflt:I", "iload 0,ifge:I", "iload 0,ifgt:I", "iload 0,ifle:I", "aload 13,ifnull:I",
        "aload 13,ifnonnull:I",
        "iload 0,iload 1,if_icmpeq:I", "iload 0,iload 1,if_icmpne:I", "iload 0,iload 1,if_icmplt:I",
        "iload 0,iload 1,if_icmpge:I",
        "iload 0,iload 1,if_icmpgt:I", "iload 0,iload 1,if_icmple:I", "iload 0,bipush 7,if_icmpeq:I",
        "iload 0,bipush 7,if_icmpne:I",
        "iload 0,bipush 7,if_icmplt:I", "iload 0,bipush 7,if_icmpge:I", "iload 0,bipush 7,if_icmpgt:I",
        "iload 0,iconst_5,if_icmple:I",
        "iload 0,ldc 100000,if_icmpge:I", "iload 0,ldc 100000,if_icmplt:I",
        "iload 0,aload 10,arraylength,if_icmpge:I",
        "iload 0,aload 10,arraylength,if_icmplt:I", "lload 2,lload 4,lcmp,ifeq:I",
        "lload 2,lload 4,lcmp,ifne:I",
        "lload 2,lload 4,lcmp,iflt:I", "lload 2,lload 4,lcmp,ifge:I", "lload 2,lload 4,lcmp,ifgt:I",
        "lload 2,lload 4,lcmp,ifle:I",
        "lload 2,lload 4,lcmp:I", "dload 6,dload 8,dcmpl,ifeq:I", "dload 6,dload 8,dcmpl,ifne:I",
        "dload 6,dload 8,dcmpl,iflt:I",
        "dload 6,dload 8,dcmpl,ifle:I", "dload 6,dload 8,dcmpg,ifge:I", "dload 6,dload 8,dcmpg,ifgt:I",
        "dload 6,dload 8,dcmpl,ifge:I",
        "dload 6,dload 8,dcmpg,ifle:I", "aload 12,getfield b B:I", "aload 12,getfield c C:I",
        "aload 12,getfield s S:I",
        "aload 12,getfield z Z:I", "aload 12,getfield i I:I", "aload 12,getfield l J:J",
        "aload 12,getfield d D:D",
        "aload 12,getfield o Ljava/lang/Object;:A", "aload 12,getfield next LFusedSequences;,getfield i I:I",
        "aload 12,getfield i I,iload 0,iadd:I", "aload 12,getfield o Ljava/lang/Object;,iload 0,pop:A",
        "aload 12,dup,getfield i I,iconst_1,iadd,putfield i I:V",
        "aload 12,dup,getfield l J,lconst_1,ladd,putfield l J:V",
        "aload 12,iload 0,putfield b B:V", "aload 12,iload 0,putfield c C:V",
        "aload 12,iload 0,putfield z Z:V",
        "aload 12,iload 0,putfield i I:V", "aload 12,lload 2,putfield l J:V",
        "aload 12,dload 6,putfield d D:V",
        "aload 12,aload 13,putfield o Ljava/lang/Object;:V", "aload 10,arraylength:I",
        "aload 10,iload 0,iaload:I",
        "aload 11,iload 0,laload:J", "aload 15,iload 0,aaload:A",
        "aload 10,iload 0,iload 1,iastore,aload 10,iload 0,iaload:I",
        "iload 0,i2b,iload 1,i2c,iadd:I", "iload 0,ineg,i2s:I", "iload 0,i2l,lload 2,lxor:J",
        "iload 0,i2d,dload 6,ddiv:D",
        "iload 0,iload 1,idiv:I", "iload 0,iload 1,irem,istore 0:V", "lload 2,lload 4,ldiv:J",
        "dload 6,dload 8,drem:D",
        "iload 0,iload 1,swap,isub:I", "iload 0,dup,imul:I", "iload 0,iload 1,dup2,imul,iadd,iadd:I",
        "aload 13,checkcast java/lang/String:A", "aload 13,instanceof java/lang/Integer:I",
        "iinc 0 5,iload 0:I",
        "iload 0,iinc 0 -100,iload 0,isub:I", "iload 0,iload 0,iload 0,iload 0,iadd,iadd,iadd:I",
        "fload 16,fload 16,fadd,f2d:D", "iload 0,i2f,fload 16,fcmpl,ifgt:I",
        "iload 0,sipush 400,newarray 10,arraylength,if_icmpne:I",
    };
    static final String DESC = "(IIJJDD[I[JLFusedSequences;Ljava/lang/Object;I[Ljava/lang/Object;F)J";
    static final int FLAG = 14;

    public static long mix(long top, int a, int b, long c, long d, double x, double y) {
        long h = top;
        for (long v : new long[] {a, b, c, d, Double.doubleToLongBits(x), Double.doubleToLongBits(y)}) {
            h = h * 31 + v;
        }
        return h;
    }

    public static long text(Object o) {
        return o == null ? -1 : o instanceof FusedSequences ? 5 : o.toString().hashCode();
    }

    static void emit(ClassWriterLite.Code m, String part, int line) {
        String[] words = part.split(" ");
        String op = words[0];
        m.line(line);
        if (op.startsWith("if")) {
            m.jump(op, "yes");
        } else if (op.equals("ldc")) {
            m.load(op, Integer.parseInt(words[1]));
        } else if (op.equals("ldc2_w")) {
            m.load(op, words[1].endsWith("d") ? (Object) Double.valueOf(words[1]) : Long.valueOf(words[1]));
        } else if (op.endsWith("field")) {
            m.field(op, "FusedSequences", words[1], words[2]);
        } else if (op.equals("checkcast") || op.equals("instanceof")) {
            m.type(op, words[1]);
        } else if (op.equals("iinc")) {
            m.iinc(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        } else if (words.length == 1) {
            m.op(op);
        } else if (Integer.parseInt(words[1]) < 4 && (op.endsWith("load") || op.endsWith("store"))) {
            m.op(op + "_" + words[1]);
        } else {
            m.op(op, Integer.parseInt(words[1]));
        }
    }

    /** Variant 0: straight; 1: with nops; k + 1: the flag decides whether to jump in after part k. */
    static void method(ClassWriterLite c, String name, String[] parts, char type, int variant) {
        ClassWriterLite.Code m = c.method(name, DESC).max(20, 22);
        boolean branch = parts[parts.length - 1].startsWith("if");
        int entry = variant < 2 ? -1 : variant - 1;
        if (entry > 0) {
            m.op("iload", FLAG).jump("ifeq", "straight");
            for (int k = 0; k < entry; k++) {
                emit(m, parts[k], k);
                m.op("nop");
            }
            m.jump("goto", "inside").label("straight");
        }
        for (int k = 0; k < parts.length; k++) {
            if (k == entry) {
                m.label("inside");
            }
            emit(m, parts[k], k);
            if (variant == 1) {
                m.op("nop");
            }
        }
        m.line(99);
        if (branch) {
            m.op("iconst_0").jump("goto", "end").label("yes").op("iconst_1").label("end");
        }
        switch (type) {
            case 'I': m.op("i2l"); break;
            case 'D': m.call("invokestatic", "java/lang/Double", "doubleToLongBits", "(D)J"); break;
            case 'A': m.call("invokestatic", "FusedSequences", "text", "(Ljava/lang/Object;)J"); break;
            case 'V': m.op("lconst_0"); break;
            default: break;
        }
        m.op("lstore", 19).op("lload", 19).op("iload_0 iload_1 lload_2").op("lload", 4).op("dload", 6)
            .op("dload", 8)
            .call("invokestatic", "FusedSequences", "mix", "(JIIJJDD)J").op("lreturn");
    }

    static String call(Method m, Object[] arguments) throws IllegalAccessException {
        try {
            return String.valueOf(m.invoke(null, arguments));
        } catch (InvocationTargetException e) {
            Throwable t = e.getCause();
            // The reason behind "because" is known only where a single path leads to the instruction.
            return t.toString().split(" because")[0] + " in part " + t.getStackTrace()[0].getLineNumber();
        }
    }

    static Object[] arguments(int set, int flag) {
        FusedSequences holder = new FusedSequences();
        holder.next = set == 2 ? null : new FusedSequences();
        int[] ints = set == 3 ? null : new int[] {10, 20, 30, 40, 50, 60, 70, 80};
        Object[] objects = set == 3 ? null : new Object[] {"x", null, 3, "y", "z", 5, 6, 7};
        long[] longs = {1, 2, 3, 1L << 50, 5, 6, 7, 8};
        switch (set) {
            case 0: return new Object[] {7, 3, 5L, 5L, 1.5, 1.5, ints, longs, holder, "text", flag, objects,
                1.5f};
            case 1: return new Object[] {0, 0, Long.MIN_VALUE, -1L, Double.NaN, 0.0, ints, longs, holder,
                null, flag, objects, 0f};
            case 2: return new Object[] {-1, Integer.MIN_VALUE, 1L << 33, 0L, -0.0, 1e308, ints, longs,
                holder, 5, flag, objects, -1f};
            case 3: return new Object[] {Integer.MAX_VALUE, 1, -7L, 2L, 2.0, -3.0, ints, longs, null, "s",
                flag, objects, 9f};
            default: return new Object[] {3, 200, 0xffffffffL, 1L << 32, 0.1, 0.2, ints, null, holder, "q",
                flag, objects, 3f};
        }
    }

    public static void main(String[] args) throws Exception {
        ClassWriterLite c = new ClassWriterLite(49, "FusedCode");
        c.constant(100000); // early, so that its index fits ldc
        int[] variants = new int[SEQUENCES.length];
        for (int n = 0; n < SEQUENCES.length; n++) {
            String spec = SEQUENCES[n];
            int colon = spec.lastIndexOf(':');
            String[] parts = spec.substring(0, colon).split(",");
            variants[n] = 1 + parts.length;
            for (int v = 0; v < variants[n]; v++) {
                method(c, "s" + n + "_" + v, parts, spec.charAt(colon + 1), v);
            }
        }
        Map<String, Method> methods = new HashMap<>();
        for (Method m : c.define().getDeclaredMethods()) {
            methods.put(m.getName(), m);
        }
        for (int n = 0; n < SEQUENCES.length; n++) {
            StringBuilder row = new StringBuilder(SEQUENCES[n]);
            for (int set = 0; set < 5; set++) {
                String first = null;
                for (int v = 0; v < variants[n]; v++) {
                    for (int flag = 0; flag < 2; flag++) {
                        String got = call(methods.get("s" + n + "_" + v), arguments(set, flag));
                        if (first == null) {
                            first = got;
                            row.append(" | ").append(got);
                        } else if (!got.equals(first)) {
                            row.append(" VARIANT ").append(v).append(" GIVES ").append(got);
                        }
                    }
                }
            }
            System.out.println(row);
        }
    }
}
