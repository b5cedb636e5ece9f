// Enums: values, valueOf, bodies, fields, interfaces, compareTo, EnumMap, EnumSet, switch, nested.
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.IntBinaryOperator;

public class Enums {
    enum Op implements IntBinaryOperator {
        PLUS("+") {
            @Override
            public int applyAsInt(int a, int b) {
                return a + b;
            }
        },
        TIMES("*") {
            @Override
            public int applyAsInt(int a, int b) {
                return a * b;
            }

            @Override
            String describe() {
                return "product " + super.describe();
            }
        },
        POWER("^") {
            @Override
            public int applyAsInt(int a, int b) {
                return b == 0 ? 1 : a * applyAsInt(a, b - 1);
            }
        };

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        String describe() {
            return name() + " " + sign;
        }
    }

    enum Planet {
        MERCURY(3.303e+23, 2.4397e6), EARTH(5.976e+24, 6.37814e6);

        static final double G = 6.67300E-11;
        final double mass;
        final double radius;

        Planet(double mass, double radius) {
            this.mass = mass;
            this.radius = radius;
        }

        double gravity() {
            return G * mass / (radius * radius);
        }
    }

    enum Empty { }

    enum Level { LOW, MID, HIGH, TOP }

    public static void main(String[] args) {
        for (Op op : Op.values()) {
            System.out.println(op + " " + op.describe() + " " + op.applyAsInt(3, 4) + " "
                + op.getDeclaringClass().getName()
                + " " + (op.getClass() == Op.class) + " " + op.getClass().getName());
        }
        System.out.printf("%.4f %.4f%n", Planet.EARTH.gravity(), Planet.MERCURY.gravity());
        System.out.println(Op.valueOf("PLUS") == Op.PLUS);
        try {
            Op.valueOf("MINUS");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        try {
            Enum.valueOf(Level.class, null);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Empty.values().length + " " + Level.LOW.compareTo(Level.TOP) + " "
            + Arrays.toString(Level.class.getEnumConstants()) + " " + Level.HIGH.ordinal());
        EnumMap<Level, String> map = new EnumMap<>(Level.class);
        map.put(Level.TOP, "t");
        map.put(Level.LOW, "l");
        map.putIfAbsent(Level.LOW, "x");
        for (Map.Entry<Level, String> e : map.entrySet()) {
            System.out.print(e + " ");
        }
        System.out.println(map + " " + map.containsKey(Level.MID) + " " + map.firstEntry(Level.MID));
    }

    static class EnumMap<K extends Enum<K>, V> extends java.util.EnumMap<K, V> {
        EnumMap(Class<K> type) {
            super(type);
        }

        V firstEntry(K from) {
            EnumSet<K> rest = EnumSet.range(from, from.getDeclaringClass().getEnumConstants()[size() + 1]);
            rest.add(from);
            System.out.println(EnumSet.complementOf(rest) + " " + EnumSet.allOf(from.getDeclaringClass())
                + rest);
            EnumSet<K> none = EnumSet.noneOf(from.getDeclaringClass());
            none.addAll(rest);
            none.removeIf(k -> k.ordinal() == 2);
            System.out.println(none + " " + none.contains(from));
            return values().iterator().next();
        }
    }
}
