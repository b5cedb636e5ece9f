// NumberFormat, DecimalFormat, MessageFormat, ChoiceFormat, compact and currency formats, parsing.
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ChoiceFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.ParseException;
import java.text.ParsePosition;
import java.util.Currency;
import java.util.Locale;

public class TextFormats {
    public static void main(String[] args) throws ParseException {
        double[] values = {0, 1234567.891, -0.5, 1e-5, 123, 0.125, -1234.5};
        String[] patterns = {"#,##0.00", "0.###E0", "00.00%", "¤#,##0.0;(¤#)", "#", "0000", "#.##'x'",
            "##0.0#E0", "$#,##0"};
        DecimalFormatSymbols us = DecimalFormatSymbols.getInstance(Locale.US);
        for (String p : patterns) {
            DecimalFormat f = new DecimalFormat(p, us);
            StringBuilder out = new StringBuilder(p + ":");
            for (double v : values) {
                out.append(' ').append(f.format(v));
            }
            System.out.println(out);
        }
        for (Locale l : new Locale[] {Locale.US, Locale.GERMANY, Locale.FRANCE, Locale.JAPAN,
            new Locale("hi", "IN"),
            Locale.ROOT}) {
            System.out.println(l + " " + NumberFormat.getInstance(l).format(1234567.891) + " "
                + NumberFormat.getCurrencyInstance(l).format(-1234.5) + " "
                + NumberFormat.getPercentInstance(l).format(0.256)
                + " " + NumberFormat.getIntegerInstance(l).format(2.5));
        }
        System.out.println(NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT)
            .format(12345) + " "
            + NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.LONG).format(12_345_678));
        DecimalFormat f = new DecimalFormat("0.0", us);
        StringBuilder out = new StringBuilder();
        for (RoundingMode mode : RoundingMode.values()) {
            f.setRoundingMode(mode);
            try {
                out.append(mode).append(' ').append(f.format(1.25)).append(' ').append(f.format(-1.35))
                    .append("; ");
            } catch (ArithmeticException e) {
                out.append(mode).append(" throws; ");
            }
        }
        System.out.println(out);
        NumberFormat parse = NumberFormat.getInstance(Locale.US);
        ParsePosition at = new ParsePosition(3);
        System.out.println(parse.parse("1,234.5abc") + " " + parse.parse("abc-7xyz", at) + " "
            + at.getIndex() + " "
            + NumberFormat.getInstance(Locale.GERMANY).parse("1.234,5") + " "
            + parse.parse("9223372036854775808"));
        f.setParseBigDecimal(true);
        System.out.println(((BigDecimal) f.parse("1.10")).scale());
        try {
            parse.parse("none");
        } catch (ParseException e) {
            System.out.println(e.getMessage() + " " + e.getErrorOffset());
        }
        String pattern = "{0} has {1,number,integer} items, {2,number,#.##} {3} '{4}' it''s {0}";
        System.out.println(MessageFormat.format(pattern, "Box", 1234, 2.345, null));
        MessageFormat choice = new MessageFormat(
            "{0,choice,0#no files|1#one file|1<{0,number,integer} files}.", Locale.US);
        for (int n : new int[] {0, 1, 2, 1000}) {
            System.out.print(choice.format(new Object[] {n}) + " ");
        }
        System.out.println(new MessageFormat("{0} - {1}").parse("a - b").length + " "
            + new ChoiceFormat("-1#neg|0#zero|1#one|2#many").format(1.5));
        System.out.println(Currency.getInstance("JPY").getDefaultFractionDigits() + " "
            + Currency.getInstance(Locale.UK).getSymbol(
            Locale.UK) + " " + Currency.getInstance("EUR").getDisplayName(Locale.ENGLISH));
        try {
            MessageFormat.format("{0", 1);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
