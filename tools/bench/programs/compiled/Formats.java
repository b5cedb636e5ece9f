import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Scanner;

/** Formatting and parsing: String.format, numbers' texts, dates, a scanner over text. */
public class Formats {
    static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd/D", Locale.ROOT);

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long check = 0;
        for (int round = 0; round < size; round++) {
            String line = String.format(Locale.ROOT, "%5d|%-8s|%08.3f|%x|%s", round, "n" + round, round / 7.0,
                round, round % 2 == 0);
            check = check * 31 + line.hashCode();
            LocalDate date = LocalDate.of(2000, 1, 1).plusDays(round % 9_000);
            String text = date.format(FORM);
            check += text.hashCode() + LocalDate.parse(text.substring(0, 10)).getDayOfWeek().ordinal();
            check += Double.parseDouble("1" + round + ".5e3") > 1e7 ? 1 : 0;
            check += Double.toString(round * 0.25).length() + Long.toString(check, 36).length();
            if (round % 10 == 0) {
                try (Scanner scanner = new Scanner("12 word " + round + "\n3 4")) {
                    check += scanner.nextInt() + scanner.next().length() + scanner.nextLong();
                    check ^= scanner.nextInt();
                }
            }
        }
        System.out.println("formats " + check);
    }
}
