// Long strings: constants near the limit of the class file, concatenation to millions, hash, compare,
// substring, search.
public class LongStrings {
    public static void main(String[] args) {
        ClassWriterLite c = new ClassWriterLite(52, "LongConstant");
        String longest = "x".repeat(65535);
        String wide = "é".repeat(32767);
        c.method("longest", "()Ljava/lang/String;").load("ldc", longest).op("areturn");
        c.method("wide", "()Ljava/lang/String;").load("ldc", wide).op("areturn");
        c.method("nul", "()Ljava/lang/String;").load("ldc", "a\0b\ud83d\ude00\ud800").op("areturn");
        Class<?> code = c.define();
        String s = (String) ClassWriterLite.call(code, "longest");
        System.out.println(s.length() + " " + s.hashCode() + " " + s.equals(longest) + " "
            + (s == longest.intern()));
        System.out.println(((String) ClassWriterLite.call(code, "wide")).equals(wide) + " "
            + ClassWriterLite.call(code, "nul").hashCode());
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            b.append(i).append(i % 1000 == 0 ? "é\n" : ",");
        }
        String big = b.toString();
        System.out.println(big.length() + " " + big.hashCode() + " " + big.indexOf("39999") + " "
            + big.lastIndexOf("é") + " "
            + big.substring(100_000, 100_020) + " " + big.split(",").length + " " + big.lines().count() + " "
            + big.replace(",", "").length() + " " + big.toUpperCase().hashCode() + " " + big.compareTo(big
            + "x") + " "
            + big.contains("38888,38889") + " " + big.chars().filter(c2 -> c2 == '7').count());
        String doubled = "ab";
        for (int i = 0; i < 19; i++) {
            doubled += doubled;
        }
        System.out.println(doubled.length() + " " + doubled.hashCode() + " "
            + doubled.equals("ab".repeat(1 << 19)) + " "
            + doubled.indexOf("ba", 1 << 19) + " " + doubled.strip().length() + " "
            + doubled.regionMatches(4, doubled, 0, 1000));
        char[] chars = doubled.toCharArray();
        chars[chars.length - 1] = 'λ';
        String tail = new String(chars);
        System.out.println(tail.equals(doubled) + " " + tail.compareTo(doubled) + " " + tail.getBytes()
            .length + " "
            + tail.indexOf('λ') + " " + new String(chars, 5, 4));
    }
}
