// checkcast: classes, interfaces, arrays of all kinds, null; the message; a class that is missing; many
// types at one site.
public class BC_checkcast {
    interface Shape { }

    static class Round implements Shape, Cloneable { }

    static final class Ball extends Round { }

    static Object cast(Object o, int to) {
        switch (to) {
            case 0: return (Object) o;
            case 1: return (Round) o;
            case 2: return (Ball) o;
            case 3: return (Shape) o;
            case 4: return (Cloneable) o;
            case 5: return (Object[]) o;
            case 6: return (int[]) o;
            case 7: return (Round[]) o;
            case 8: return (Shape[][]) o;
            case 9: return (java.io.Serializable) o;
            case 10: return (Cloneable[]) o;
            default: return (Number) o;
        }
    }

    public static void main(String[] args) {
        Object[] values = {null, new Object(), new Round(), new Ball(), 5, "text", new int[0], new long[0],
            new Object[0],
            new Ball[0], new Shape[0], new Ball[0][0], new int[0][0], new Object[0][0], Thread.State.NEW};
        for (int v = 0; v < values.length; v++) {
            for (int to = 0; to < 12; to++) {
                try {
                    System.out.println(v + " " + to + " " + (cast(values[v], to) == values[v]));
                } catch (ClassCastException e) {
                    System.out.println(v + " " + to + " " + e.getMessage());
                }
            }
        }
        ClassWriterLite w = new ClassWriterLite(49, "CheckCastCode");
        w.method("absent", "(Ljava/lang/Object;)Ljava/lang/Object;").op("aload_0").type("checkcast",
            "no/such/Type")
            .op("areturn");
        w.method("array", "(Ljava/lang/Object;)Ljava/lang/Object;").op("aload_0").type("checkcast",
            "[[Ljava/lang/String;")
            .op("areturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.outcome(code, "absent", (Object) null));
        System.out.println(ClassWriterLite.outcome(code, "absent", "x"));
        System.out.println(ClassWriterLite.outcome(code, "array", (Object) new Object[0][0]));
        System.out.println(ClassWriterLite.outcome(code, "array", (Object) null));
    }
}
