// Boxing: caches, equality, unboxing null, mixed arithmetic, parsing, constants and static methods of the
// boxes.
public class Boxing {
    static long mixed(Integer a, Long b, Character c, Double d) {
        return (long) (a + b + c + d);
    }

    public static void main(String[] args) {
        Integer a = 127;
        Integer b = 127;
        Integer c = 128;
        Integer d = 128;
        System.out.println((a == b) + " " + c.equals(d) + " " + (c <= d && c >= d) + " " + a.equals(127L)
            + " "
            + (Long.valueOf(5) == Long.valueOf(5)) + " " + (Character.valueOf('a') == Character.valueOf('a'))
            + " "
            + (Boolean.valueOf(true) == Boolean.TRUE) + " "
            + (Byte.valueOf((byte) -1) == Byte.valueOf((byte) -1)));
        Integer counter = 0;
        for (int i = 0; i < 200; i++) {
            counter++;
        }
        Character ch = 'a';
        ch++;
        Double sum = 1.5;
        sum += counter;
        System.out.println(counter + " " + ch + " " + sum + " " + mixed(1, 2L, 'a', 0.5));
        Integer nothing = null;
        try {
            int x = nothing;
            System.out.println(x);
        } catch (NullPointerException e) {
            System.out.println("null");
        }
        Object o = true ? 1 : "s";
        Object p = true ? 1 : 2.0;
        Object q = true ? (Integer) null : "x";
        System.out.println(o.getClass() + " " + p.getClass() + " " + q);
        System.out.println(Integer.parseInt("-7f", 16) + " " + Integer.valueOf("+12") + " "
            + Integer.decode("0x1F") + " "
            + Integer.decode("-010") + " " + Long.decode("#ff") + " "
            + Integer.parseUnsignedInt("4294967295") + " "
            + Integer.toUnsignedString(-1) + " " + Long.toUnsignedString(-1) + " "
            + Integer.divideUnsigned(-1, 2) + " "
            + Long.remainderUnsigned(-1, 10) + " " + Integer.toString(255, 2) + " " + Long.toString(-255, 36)
            + " "
            + Integer.toOctalString(-1) + " " + Short.toUnsignedInt((short) -1) + " "
            + Byte.parseByte("-128"));
        System.out.println(Integer.MAX_VALUE + " " + Long.MIN_VALUE + " " + Short.MIN_VALUE + " "
            + Byte.MAX_VALUE + " "
            + (int) Character.MAX_VALUE + " " + Float.MAX_VALUE + " " + Double.MIN_VALUE + " " + Integer.SIZE
            + Long.BYTES);
        System.out.println(Integer.compare(3, 5) + " " + Boolean.compare(true, false) + " "
            + Character.compare('a', 'c') + " "
            + Integer.signum(-9) + " " + Long.hashCode(1L << 32) + " " + Double.hashCode(1.5) + " "
            + Boolean.hashCode(true)
            + " " + Float.hashCode(1f) + " " + Character.hashCode('x') + " " + Boolean.logicalXor(true,
            false) + " "
            + Integer.sum(1, 2) + Integer.max(1, 2) + " " + Double.isFinite(1 / 0.0) + Float.isNaN(0f / 0)
            + " "
            + Boolean.parseBoolean("TRUE") + Boolean.parseBoolean("yes"));
        for (String bad : new String[] {"", "-", "2147483648", "1 ", "0x10", "١٢"}) {
            try {
                System.out.println(Integer.parseInt(bad));
            } catch (NumberFormatException e) {
                System.out.println(e.getMessage());
            }
        }
        try {
            Byte.parseByte("128");
        } catch (NumberFormatException e) {
            System.out.println(e.getMessage());
        }
    }
}
