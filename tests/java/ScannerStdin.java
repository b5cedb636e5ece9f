// stdin: 12 -7 3000000000 2.5 word
// stdin: the rest of this line
// stdin: true 0x1F ff
// stdin: a,b;c
// stdin:
// stdin: last é 日本
// Scanner on standard input: tokens of all types, lines, delimiters, patterns, mismatches, the end.
import java.util.InputMismatchException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Scanner;

public class ScannerStdin {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in).useLocale(Locale.ROOT);
        System.out.println(in.nextInt() + " " + in.nextInt() + " " + in.hasNextInt() + " " + in.nextLong()
            + " " + in.nextDouble()
            + " " + in.next());
        System.out.println("[" + in.nextLine() + "][" + in.nextLine() + "]");
        System.out.println(in.nextBoolean());
        try {
            in.nextInt();
        } catch (InputMismatchException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(in.next() + " " + in.nextInt(16));
        in.nextLine();
        in.useDelimiter("[,;\\s]");
        System.out.println(in.next() + in.next() + in.next("[a-z]"));
        in.useDelimiter("\\p{javaWhitespace}+");
        System.out.println("[" + in.nextLine() + "][" + in.nextLine() + "]" + in.findInLine("(\\w+) (\\S)")
            + in.match().group(2));
        System.out.println(in.hasNext() + in.nextLine() + in.hasNextLine());
        try {
            in.nextLine();
        } catch (NoSuchElementException e) {
            System.out.println(e.getMessage());
        }
        Scanner text = new Scanner("1 fish 2 fish red");
        System.out.println(text.tokens().filter(s -> s.length() > 1).toList() + " "
            + new Scanner("k=1,k=22").findAll("k=(\\d+)").map(m -> m.group(1)).toList());
    }
}
