// instanceof with patterns: scope, negation, generics, arrays, null, conditions.
import java.util.List;
import java.util.Map;

public class InstanceofPatterns {
    static String describe(Object o) {
        if (o instanceof Integer i && i > 10) {
            return "big int " + (i + 1);
        }
        if (!(o instanceof String s)) {
            return o instanceof Number n ? "number " + n.intValue() : "no string";
        }
        return "string of " + s.length();
    }

    static int depth(Object o) {
        if (o instanceof Object[] array) {
            int most = 0;
            for (Object each : array) {
                most = Math.max(most, depth(each));
            }
            return most + 1;
        }
        return o instanceof int[] ? 100 : 0;
    }

    public static void main(String[] args) {
        System.out.println(describe(5) + ", " + describe(11) + ", " + describe("abc") + ", " + describe(2.5)
            + ", "
            + describe(null) + ", " + describe('c'));
        System.out.println(depth(new Object[] {1, new Object[] {2, new String[] {"x"}}}) + " "
            + depth(new int[1]) + " "
            + depth(new int[1][1]) + " " + depth("x"));
        Object list = List.of(1, 2, 3);
        if (list instanceof List<?> l && !l.isEmpty() && l.get(0) instanceof Integer first) {
            System.out.println("first " + first);
        }
        Object nothing = null;
        System.out.println((nothing instanceof Object) + " " + (list instanceof Map) + " "
            + (list instanceof Iterable));
        Object array = new String[0];
        System.out.println((array instanceof Object[]) + " " + (array instanceof Comparable[]) + " "
            + (array instanceof Integer[]) + " " + (array instanceof Cloneable) + " "
            + (array instanceof java.io.Serializable) + " " + (array instanceof String[]));
        Object grid = new int[2][3];
        System.out.println((grid instanceof int[][]) + " " + (grid instanceof Object[]) + " "
            + (grid instanceof Object[][]) + " " + (grid instanceof Cloneable[]));
        while (!(list instanceof String text)) {
            list = list.toString();
        }
        System.out.println(text.length());
    }
}
