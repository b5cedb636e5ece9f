// Date, Calendar, SimpleDateFormat, TimeZone with fixed instants.
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

public class OldDates {
    public static void main(String[] args) throws ParseException {
        TimeZone utc = TimeZone.getTimeZone("UTC");
        Calendar c = new GregorianCalendar(utc, Locale.US);
        c.clear();
        c.set(2000, Calendar.FEBRUARY, 29, 13, 45, 59);
        System.out.println(c.getTimeInMillis() + " " + c.get(Calendar.DAY_OF_WEEK) + " "
            + c.get(Calendar.WEEK_OF_YEAR) + " "
            + c.getActualMaximum(Calendar.DAY_OF_MONTH) + " " + c.get(Calendar.AM_PM) + " "
            + c.get(Calendar.HOUR));
        c.add(Calendar.YEAR, 1);
        System.out.println(c.getTime().getTime());
        c.roll(Calendar.MONTH, -3);
        System.out.println(c.getTimeInMillis() + " " + c.get(Calendar.MONTH) + " " + c.get(Calendar.YEAR));
        SimpleDateFormat f = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS Z EEE MMM zzzz w D", Locale.US);
        f.setTimeZone(TimeZone.getTimeZone("America/Los_Angeles"));
        System.out.println(f.format(new Date(1_234_567_890_123L)));
        f.setTimeZone(TimeZone.getTimeZone("Europe/Paris"));
        System.out.println(f.format(new Date(0)));
        SimpleDateFormat parser = new SimpleDateFormat("dd/MM/yy HH:mm z", Locale.UK);
        parser.setTimeZone(utc);
        System.out.println(parser.parse("03/04/21 05:06 GMT+02:00").getTime());
        parser.setLenient(false);
        try {
            parser.parse("31/02/21 00:00 GMT");
        } catch (ParseException e) {
            System.out.println(e.getMessage() + " " + e.getErrorOffset());
        }
        System.out.println(new Date(0) + " " + new Date(1000).compareTo(new Date(2000)) + " " + new Date(0)
            .toInstant());
        GregorianCalendar cutover = new GregorianCalendar(utc, Locale.US);
        cutover.clear();
        cutover.set(1582, Calendar.OCTOBER, 4);
        cutover.add(Calendar.DATE, 1);
        System.out.println(cutover.get(Calendar.DATE) + " " + cutover.isLeapYear(1900) + " "
            + cutover.toZonedDateTime());
        System.out.println(TimeZone.getTimeZone("Asia/Tokyo").getRawOffset() + " "
            + TimeZone.getTimeZone("nonsense").getID() + " "
            + new SimpleTimeZone(3600000, "own").getID() + " " + TimeZone.getTimeZone("Europe/London")
            .inDaylightTime(new Date(1_594_000_000_000L))
            + " " + TimeZone.getDefault().getID());
    }
}
