// ldc2_w: long and double constants of every kind, and dynamic constants of type long and double.
import java.lang.invoke.MethodHandles;

public class BC_ldc2_w {
    static int resolved;

    static long aLong(long a) {
        return a + 123456789012345L;
    }

    static double aDouble(double a) {
        return a * 2.5e-300;
    }

    public static Object twice(MethodHandles.Lookup lookup, String name, Class<?> type, Object value) {
        resolved++;
        return type == long.class ? (Object) ((Long) value * 2) : (Object) ((Double) value * 2);
    }

    public static void main(String[] args) {
        long[] longs = {2, -1, 1L << 32, 0x8000_0000L, -0x8000_0001L, Long.MAX_VALUE, Long.MIN_VALUE,
            0xcafe_babe_dead_beefL};
        double[] doubles = {2.0, -1.0, -0.0, 0.1, Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE, 1e-310,
            Double.NEGATIVE_INFINITY};
        for (long l : longs) {
            System.out.println(l + " " + aLong(l));
        }
        for (double d : doubles) {
            System.out.println(d + " " + aDouble(d));
        }
        ClassWriterLite c = new ClassWriterLite(55, "LdcDynamicCode");
        String desc = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
            + "Ljava/lang/Object;)Ljava/lang/Object;";
        int forLong = c.bootstrap("BC_ldc2_w", "twice", desc, 21L << 33);
        int forDouble = c.bootstrap("BC_ldc2_w", "twice", desc, 0.75);
        c.method("dynamicLong", "()J").load("ldc2_w", ClassWriterLite.dynamic(forLong, "l", "J"))
            .op("lreturn");
        c.method("dynamicDouble", "()D").load("ldc2_w", ClassWriterLite.dynamic(forDouble, "d", "D"))
            .op("dreturn");
        Class<?> code = c.define();
        for (int i = 0; i < 3; i++) {
            System.out.println(ClassWriterLite.call(code, "dynamicLong") + " "
                + ClassWriterLite.call(code, "dynamicDouble") + " " + resolved);
        }
    }
}
