import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Each instruction, and each method of the library that a compiler may know, on random operands that come
 * from where operands may be: a constant, a local variable that is used often or seldom, a register, a slot
 * below a call, a field, a call's result. Other operands wait below, and other locals are read after it, in a
 * handler, too.
 *
 *     Templates SEED COUNT [NAME]     COUNT methods per instruction; prints a line for each instruction,
 *                                     with a NAME a line for each call of that one
 */
public class Templates {
    static final int CALLS = 12;

    static Object[] arguments(Rows.Row row, Values values) {
        Object[] all = new Object[row.operands().size() + 9];
        int i = 0;
        for (String kind : row.operands()) {
            all[i++] = values.value(kind);
        }
        for (Object each : new Object[] {values.value("I"), values.value("J"), values.value("D"), "kept",
                 values.value("F"), 0, 0L, -0f, -0d}) {
            all[i++] = each;
        }
        return all;
    }

    static String show(Object[] arguments, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Object a = arguments[i];
            out.append(' ').append(a == null || a instanceof Number || a instanceof String
                        || a instanceof Boolean || a instanceof Character || a instanceof Class
                    ? a
                    : a.getClass().getName() + ":" + Support.hash(a));
        }
        return out.toString();
    }

    static long run(Rows.Row row, long seed, int count, boolean each) throws Exception {
        Random random = new Random(seed * 31 + row.name().hashCode());
        Values values = new Values(random);
        ClassWriterLite writer = new ClassWriterLite(49, "T" + Integer.toHexString(row.name().hashCode()));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TemplateMethod body = new TemplateMethod(writer, "m" + i, row, random);
            body.write(values);
            texts.add(body.text.toString());
        }
        Class<?> type = writer.define();
        Method[] methods = new Method[count];
        for (Method m : type.getDeclaredMethods()) {
            methods[Integer.parseInt(m.getName().substring(1))] = m;
        }
        long sum = 0;
        for (int call = 0; call < CALLS; call++) {
            for (int i = 0; i < count; i++) {
                Object[] arguments = arguments(row, values);
                String shown = each ? show(arguments, row.operands().size()) : "";
                long number;
                try {
                    number = (Long)methods[i].invoke(null, arguments);
                } catch (InvocationTargetException e) {
                    number = Support.hash(e.getCause());
                    shown += each ? " " + e.getCause() : "";
                }
                sum = Support.fold(sum, number);
                if (each) {
                    System.out.println("m" + i + texts.get(i) + " :" + shown + " -> " + number);
                }
            }
        }
        return sum;
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        int count = Integer.parseInt(args[1]);
        for (Rows.Row row : Rows.all()) {
            if (args.length < 3 || row.name().equals(args[2])) {
                System.out.println(row.name() + " " + run(row, seed, count, args.length > 2));
            }
        }
    }
}
