// anewarray: arrays of classes, interfaces and arrays, filled with null; negative length; missing class; no
// initialisation.
public class BC_anewarray {
    static int initialised;

    static class Lazy {
        static {
            initialised++;
        }
    }

    static Object[] make(int type, int n) {
        switch (type) {
            case 0: return new Object[n];
            case 1: return new String[n];
            case 2: return new Runnable[n];
            case 3: return new int[n][];
            case 4: return new String[n][][];
            default: return new Lazy[n];
        }
    }

    public static void main(String[] args) {
        for (int type = 0; type < 6; type++) {
            for (int n : new int[] {0, 1, 50000}) {
                Object[] array = make(type, n);
                System.out.println(array.getClass().getName() + " " + array.length + " "
                    + (n == 0 ? "empty" : array[0] + ".." + array[n - 1]));
            }
            try {
                make(type, -type - 1);
            } catch (NegativeArraySizeException e) {
                System.out.println(e.getMessage());
            }
        }
        System.out.println(initialised + " " + (make(1, 1).getClass() == String[].class));
        ClassWriterLite w = new ClassWriterLite(49, "ANewArrayCode");
        w.method("absent", "(I)Ljava/lang/Object;").op("iload_0").type("anewarray", "no/such/Element")
            .op("areturn");
        w.method("secret", "(I)Ljava/lang/Object;").op("iload_0").type("anewarray",
            "java/lang/ProcessEnvironment")
            .op("areturn");
        Class<?> code = w.define();
        System.out.println(ClassWriterLite.outcome(code, "absent", 1));
        System.out.println(ClassWriterLite.outcome(code, "absent", -1));
        System.out.println(ClassWriterLite.outcome(code, "secret", 1));
    }
}
