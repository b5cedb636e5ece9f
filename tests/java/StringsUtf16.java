// vmargs: -XX:-CompactStrings
// Without compact strings every string is UTF-16: literals, what natives make, what Java makes.
import java.lang.reflect.Field;
import java.util.List;

public class StringsUtf16 {
    public static void main(String[] args) throws Exception {
        String made = new String(new char[] {'a', 'b'});
        System.out.println(made == "ab" ? "same" : "other");
        System.out.println(made.intern() == "ab" ? "same" : "other");
        System.out.println("abc".concat("d").hashCode() + " " + "abcd".hashCode());
        System.out.println("grüße €".toUpperCase() + " " + "x".repeat(5) + " " + String.valueOf(12.5));
        System.out.println(List.of("b", "a", "ü").stream().sorted().toList());
        System.out.println(StringsUtf16.class.getName() + " " + "a,b,c".split(",").length);
        System.out.println(new StringBuilder("abc").reverse().append(1).append('ü'));
        System.out.println("equal".equals(new String("equal".getBytes("UTF-8"), "UTF-8")));
        Field[] fields = StringsUtf16.class.getDeclaredFields();
        System.out.println(fields.length + " " + Integer.toHexString("text".getBytes("UTF-16BE").length));
    }
}
