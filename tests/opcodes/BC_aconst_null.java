// aconst_null: null as a value, an argument, an operand, an element, and as a thrown exception.
public class BC_aconst_null {
    static Object value() {
        return null;
    }

    static String which(Object o) {
        return "Object " + o;
    }

    static String which(String s) {
        return "String " + s;
    }

    static Object choose(int n) {
        Object o = null;
        if (n > 1) {
            o = n > 2 ? null : "two";
        }
        return o;
    }

    public static void main(String[] args) {
        System.out.println(value());
        System.out.println(which(null) + " " + which((Object) null));
        System.out.println(choose(1) + " " + choose(2) + " " + choose(3));
        Object[] array = {null, "x", null};
        array[1] = null;
        System.out.println(array[0] + " " + array[1] + " " + (null == array[2]) + " "
            + (null instanceof Object));
        int[][] nested = {null, {1}};
        System.out.println(nested[0] + " " + nested[1].length + " " + (String) null);
        try {
            throw null;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }
}
