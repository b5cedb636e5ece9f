// Regular expressions: groups, named groups, lookaround, backreferences, flags, quantifiers, replacement,
// split, errors.
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

public class Regex {
    static void find(String pattern, String text) {
        Matcher m = Pattern.compile(pattern).matcher(text);
        StringBuilder out = new StringBuilder(pattern + " :");
        while (m.find()) {
            out.append(" [").append(m.start()).append(',').append(m.end()).append(' ').append(m.group());
            for (int i = 1; i <= m.groupCount(); i++) {
                out.append('|').append(m.group(i));
            }
            out.append(']');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        find("(\\w+)@(\\w+)\\.com", "joe@site.com, ann@other.com");
        find("a*", "baaac");
        find("a*?b", "aaabab");
        find("a++b|a", "aaac");
        find("(a|ab)(c|bcd)(d*)", "abcd");
        find("(?<year>\\d{4})-(?<month>\\d\\d)", "2026-03 and 1999-12");
        find("(\\w)\\1", "hello bookkeeper");
        find("\\b\\w(?=ing\\b)", "sing ring kingly");
        find("(?<!\\d)\\d{2}(?!\\d)", "1 22 333 44");
        find("(?<=\\$)\\d+", "$100 200 $3");
        find("(?i)straSSe|[äÖü]", "STRASSE Ä ö");
        find("(?iu)[äÖü]", "STRASSE Ä ö");
        find("(?m)^\\w+$", "one\ntwo three\nfour");
        find("(?s)a.b", "a\nb");
        find("(?x) a  b # comment", "ab a b");
        find("[a-c&&[^b]]+", "abcacb");
        find("\\p{Lu}\\p{L}*", "Élan vital Ça");
        find("\\p{IsGreek}+", "abc αβγ");
        find("[\\x41\\u0042\\0103]+", "ABC");
        find("x{2,3}", "xxxxxxx");
        find("(?:a|b){2}", "abba");
        find("^$", "");
        find("(?>a+)ab|a", "aaab");
        find("\\Qa.b\\E", "a.b acb");
        find("\\R", "a\r\nb\nc");
        find("(a)?(b)?(c)?", "ac");
        find(".", "a😀b");
        Matcher m = Pattern.compile("(?<first>\\w+) (?<second>\\w+)").matcher("hello world again now");
        System.out.println(m.replaceAll("${second} $1") + " " + m.replaceFirst("\\$") + " "
            + m.replaceAll(r -> r.group(1).toUpperCase() + r.start()));
        StringBuilder out = new StringBuilder();
        Matcher digits = Pattern.compile("\\d+").matcher("a1b22c333");
        while (digits.find()) {
            digits.appendReplacement(out, "<" + Integer.parseInt(digits.group()) * 2 + ">");
        }
        System.out.println(digits.appendTail(out));
        System.out.println(Arrays.toString(Pattern.compile("\\s*,\\s*").split(" a , b,c ,, d")) + " "
            + Pattern.compile("\\d").splitAsStream("a1b2c").collect(Collectors.toList()));
        System.out.println(Pattern.matches("[^aeiou]+", "rhythm") + " " + "x".matches("xx?") + " "
            + Pattern.compile("^b").asPredicate().test("abc") + " " + Pattern.compile("abc")
            .asMatchPredicate().test("abc"));
        System.out.println(Pattern.compile("\\w+").matcher("one two").results().map(MatchResult::group)
            .collect(Collectors.toList()));
        Matcher region = Pattern.compile("\\d+").matcher("12345678").region(2, 5);
        System.out.println(region.matches() + region.group() + " " + region.lookingAt() + " "
            + region.hitEnd() + " "
            + Pattern.compile("a|b", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE).flags()
            + Pattern.quote("a\\Eb"));
        for (String bad : new String[] {"(", "[a", "a{2,1}", "*", "\\", "(?<n>a)(?<n>b)", "\\p{Nope}",
            "(?<=a+)b", "a**"}) {
            try {
                Pattern.compile(bad);
                System.out.println(bad + " compiles");
            } catch (PatternSyntaxException e) {
                System.out.println(e.getDescription() + " at " + e.getIndex() + "\n" + e.getMessage());
            }
        }
        try {
            m.reset();
            m.group();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        long start = "x".repeat(3000).chars().filter(c -> Pattern.matches("[x]", "" + (char) c)).count();
        System.out.println(start + " " + Pattern.compile("(x+x+)+y").matcher("x".repeat(18)).find());
    }
}
