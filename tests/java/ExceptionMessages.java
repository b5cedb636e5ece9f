// Messages of the exceptions that instructions throw: bounds, casts, stores, sizes, division.
import java.util.ArrayList;
import java.util.List;

public class ExceptionMessages {
    interface Step {
        Object run();
    }

    static class Own { }

    static void show(Step step) {
        try {
            System.out.println("no exception: " + step.run());
        } catch (RuntimeException e) {
            System.out.println(e);
        }
    }

    static int[] ints = new int[3];

    static Object cast(Object o, int to) {
        switch (to) {
            case 0: return (String) o;
            case 1: return (int[]) o;
            case 2: return (Own) o;
            case 3: return (Own[][]) o;
            case 4: return (List<?>) o;
            case 5: return (Comparable<?>) o;
            case 6: return (Object[]) o;
            default: return (ExceptionMessages) o;
        }
    }

    public static void main(String[] args) {
        int minus = -1;
        for (int index : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            show(() -> ints[index]);
            show(() -> ints[index] = 1);
            show(() -> new long[0].clone()[index]);
            show(() -> new byte[] {1}[index]);
            show(() -> new double[] {1}[index] = 2);
            show(() -> new String[] {"a"}[index] = "b");
            show(() -> new char[2][2][1].clone()[1][index]);
            show(() -> new boolean[1].clone()[index]);
        }
        Object[] values = {"s", 1, new int[0], new Own(), new Own[0], new Own[0][0], new ArrayList<>(),
            new int[0][0],
            'c', new Object[0]};
        for (Object value : values) {
            for (int to = 0; to < 8; to++) {
                int target = to;
                try {
                    cast(value, target);
                } catch (ClassCastException e) {
                    System.out.println(to + " " + e.getMessage());
                }
            }
        }
        Object[] strings = new String[1];
        Object[] arrays = new int[1][];
        Object[] owns = new Own[1];
        Object[][] nested = new Integer[1][1];
        show(() -> strings[0] = 5);
        show(() -> arrays[0] = new long[0]);
        show(() -> arrays[0] = "x");
        show(() -> owns[0] = new ExceptionMessages());
        show(() -> nested[0] = new String[0]);
        show(() -> nested[0][0] = "x");
        show(() -> strings[0] = null);
        show(() -> new int[minus]);
        show(() -> new Object[minus - 1]);
        show(() -> new int[2][minus]);
        show(() -> new int[0][minus].length);
        show(() -> new String[minus][3][]);
        show(() -> java.lang.reflect.Array.newInstance(int.class, minus));
        show(() -> java.lang.reflect.Array.get(ints, 7));
        show(() -> java.lang.reflect.Array.get("no array", 7));
        show(() -> 1 / (minus + 1));
        show(() -> 1 % (minus + 1));
        show(() -> 1L / (minus + 1L));
        show(() -> 1L % (minus + 1L));
        show(() -> 1.0 / (minus + 1));
        show(() -> Math.toIntExact(1L << 40));
        show(() -> Math.addExact(Integer.MAX_VALUE, 1));
        show(() -> Math.multiplyExact(Long.MAX_VALUE, 2L));
        show(() -> Integer.parseInt(""));
        show(() -> Integer.parseInt("99999999999"));
        show(() -> Long.parseLong("12x"));
        show(() -> Double.parseDouble("1.2.3"));
        show(() -> Integer.parseInt(null));
        show(() -> List.of(1).get(1));
        show(() -> new ArrayList<>(List.of(1)).get(1));
        show(() -> "abc".substring(5));
        show(() -> new StringBuilder("x").deleteCharAt(4));
        show(() -> new int[0].clone()[0]);
    }
}
