// String.format: every conversion, flags, widths, precision, argument indices, locales, errors.
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Calendar;
import java.util.Formattable;
import java.util.Formatter;
import java.util.GregorianCalendar;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.TimeZone;

public class StringFormat {
    static void p(String format, Object... args) {
        try {
            System.out.println(String.format(Locale.ROOT, format, args));
        } catch (IllegalFormatException e) {
            System.out.println(e);
        }
    }

    static class Own implements Formattable {
        @Override
        public void formatTo(Formatter f, int flags, int width, int precision) {
            f.format("own(%d,%d,%d)", flags, width, precision);
        }
    }

    public static void main(String[] args) {
        p("%d|%5d|%-5d|%05d|%+d|% d|%,d|%(d|%x|%X|%#x|%o", 42, 42, 42, 42, 42, 42, 1234567, -42, 255, 255,
            255, 8);
        p("%x %o %x %x", -1, -1L, (byte) -1, (short) -1);
        p("%d %d", new BigInteger("123456789012345678901234567890"), Long.MIN_VALUE);
        p("%f|%.2f|%10.3f|%-10.1f|%010.2f|%+.1f|%,.2f|%(.1f", 3.14159, 3.14159, 3.14159, 3.14159, 3.14159,
            3.14159,
            1234567.891, -2.5);
        p("%e|%.3e|%E|%g|%.3g|%a|%A", 12345.678, 12345.678, 0.00012, 12345.678, 0.000012345, 1.0, 0.1);
        p("%f %e %g %f %f", Double.NaN, Double.POSITIVE_INFINITY, 0.0, Double.NEGATIVE_INFINITY, -0.0);
        p("%.0f %.0f %.0f %.0f %.1f %.1f", 0.5, 1.5, 2.5, 3.5, 0.25, 0.35);
        p("%f %.3f %s", new BigDecimal("1.23456789"), new BigDecimal("-0.0005"), new BigDecimal("1E+5"));
        p("%s|%10s|%-10s|%.2s|%S|%s|%s", "text", "text", "text", "text", "text", null, 12);
        p("%c%c%C|%5c|%-3c|%c", 'a', 0x1F600, 'b', 'c', 'd', 66);
        p("%b %B %b %b %5b", true, false, null, "x", true);
        p("%h %H %h", "hello", "hello", null);
        p("%n%%|%5%|".replace("%n", ""));
        p("%2$s %1$s %<s %s %s", "a", "b");
        p("%3$d %1$d", 1, 2, 3);
        p("%s %s", new Own(), 1);
        p("%-12.4s|%#S", new Own(), new Own());
        Calendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        c.setTimeInMillis(1_000_000_000_123L);
        p("%tY-%<tm-%<td %<tH:%<tM:%<tS.%<tL %<tZ %<tz %<tj %<ty %<tp", c);
        p("%tB %<tb %<tA %<ta %<tI %<tl %<ts %<tQ %<tF %<tT %<tD %<tR", c);
        p("%tF %<tT", 0L);
        p("%d", "x");
        p("%d");
        p("%q", 1);
        p("%.2d", 1);
        p("%-d", 1);
        p("%c", 0x110000);
        p("%5$s", 1);
        p("%-05d", 1);
        p("%#d", 1);
        p("%,x", 1);
        p("%+s", "x");
        p("%");
        System.out.println(String.format(Locale.GERMANY, "%,.2f %d", 1234567.891, 1000) + " "
            + String.format(Locale.FRANCE, "%.1f", 2.5) + " " + String.format(Locale.US, "%,d", 1234567));
        System.out.printf(Locale.ROOT, "%s %d%n", "printf", 1);
        System.out.println(new Formatter(Locale.ROOT).format("%s", "formatter").format("-%d", 2));
    }
}
