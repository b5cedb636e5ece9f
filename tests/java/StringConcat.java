// String concatenation through invokedynamic: all types, null, constants, many operands, evaluation order,
// +=.
public class StringConcat {
    static int counter;

    static int next() {
        return ++counter;
    }

    static String nothing() {
        return null;
    }

    public static void main(String[] args) {
        byte b = -1;
        short s = -2;
        char c = 'c';
        int i = Integer.MIN_VALUE;
        long l = Long.MIN_VALUE;
        float f = -0.0f;
        double d = 1e100;
        boolean z = true;
        Object o = null;
        System.out.println("" + b + s + c + i + l + f + d + z + o + nothing());
        System.out.println(i + l + "|" + (c + b) + c + b + "|" + 1 + 2 + "|" + (1 + 2));
        System.out.println(next() + "," + next() + "," + (next() + next()) + "," + counter);
        String text = "x";
        text += 1;
        text += 'c';
        text += null;
        text += 2.5f + 1;
        System.out.println(text);
        String[] array = {"a"};
        int index = 0;
        array[index++] += "b" + index;
        System.out.println(array[0] + index);
        Object object = "obj";
        object += "ect";
        System.out.println(object);
        char[] chars = {'n', 'o'};
        System.out.println(("chars " + chars).startsWith("chars [C@"));
        System.out.println("\u0001" + i + "\u0002" + z + "\u0001\u0002");
        final String constant = "con" + "stant" + 1 + 'x' + true + 2.0;
        System.out.println(constant + (constant == "constant1xtrue2.0"));
        System.out.println("é" + 'ü' + "日本" + '語' + "\ud83d" + "\ude00" + 1);
        StringBuilder all = new StringBuilder();
        int n = 0;
        String many = "" + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++
            + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
            + n++;
        System.out.println(many + " " + n);
        Object rude = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        System.out.println("rude " + rude + all);
        try {
            System.out.println("a" + new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("from toString");
                }
            });
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
