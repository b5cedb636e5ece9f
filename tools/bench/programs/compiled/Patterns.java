import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions: groups, alternatives, repetitions, replacing, splitting, backtracking. */
public class Patterns {
    static final Pattern LINE =
        Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d) +(INFO|WARN|ERROR) +\\[(\\w+)\\] (.*)");
    static final Pattern ADDRESS = Pattern.compile("[\\w.]+@(?:[a-z]+\\.)+[a-z]{2,4}");
    static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    static final Pattern NESTED = Pattern.compile("(a|ab)*c");

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        String[] levels = {"INFO", "WARN", "ERROR", "DEBUG"};
        int check = 0;
        for (int round = 0; round < size; round++) {
            String line = "2024-" + (10 + round % 3) + "-1" + round % 9 + "  " + levels[round % 4] + " [main"
                + round % 13 + "] user.name" + round % 50 + "@mail.example.org paid " + round + ".50 of -"
                + round % 99;
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                check += matcher.group(4).length() + matcher.group(5).hashCode() + matcher.end(2);
            }
            for (Matcher numbers = NUMBER.matcher(line); numbers.find();) {
                check = check * 31 + numbers.group().length() + numbers.start();
            }
            Matcher address = ADDRESS.matcher(line);
            check += address.find() ? address.group().hashCode() : 1;
            check += NUMBER.matcher(line).replaceAll("#").length();
            check += line.split("\\s+|@")[round % 3].length();
            check += NESTED.matcher("abaabababab" + (round % 2 == 0 ? "c" : "d")).matches() ? 3 : 5;
        }
        System.out.println("patterns " + check);
    }
}
