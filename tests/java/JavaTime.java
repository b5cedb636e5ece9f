// java.time: dates, times, zones, offsets, periods, durations, formatting, parsing, adjusters, errors; no
// clock.
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Locale;

public class JavaTime {
    public static void main(String[] args) {
        LocalDate d = LocalDate.of(2024, 2, 29);
        System.out.println(d + " " + d.plusYears(1) + " " + d.plusMonths(12) + " " + d.getDayOfWeek() + " "
            + d.getDayOfYear() + " "
            + d.isLeapYear() + " " + d.lengthOfMonth() + " " + d.minusDays(60) + " " + d.withDayOfMonth(1)
            + " " + d.toEpochDay());
        System.out.println(d.with(TemporalAdjusters.firstDayOfNextMonth()) + " "
            + d.with(TemporalAdjusters.next(DayOfWeek.FRIDAY))
            + " " + d.with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)) + " "
            + d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + " "
            + d.get(WeekFields.of(Locale.US).weekOfYear()) + " " + d.get(ChronoField.ALIGNED_WEEK_OF_MONTH));
        LocalDateTime t = LocalDateTime.of(2021, Month.MARCH, 28, 1, 59, 59, 123456789);
        System.out.println(t + " " + t.plusSeconds(1) + " " + t.truncatedTo(ChronoUnit.HOURS) + " "
            + t.toLocalTime().toNanoOfDay()
            + " " + LocalTime.MIDNIGHT.minusNanos(1) + " " + LocalTime.of(12, 0) + " "
            + LocalTime.parse("10:15").isAfter(LocalTime.NOON));
        ZonedDateTime berlin = t.atZone(ZoneId.of("Europe/Berlin"));
        System.out.println(berlin + " " + berlin.plusMinutes(1) + " " + berlin.plusDays(1) + " "
            + berlin.withZoneSameInstant(
            ZoneId.of("America/New_York")) + " " + berlin.toInstant() + " " + berlin.getOffset());
        System.out.println(ZonedDateTime.of(2021, 10, 31, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
            .withLaterOffsetAtOverlap() + " "
            + ZoneId.of("Asia/Kolkata").getRules().getOffset(Instant.EPOCH) + " "
            + ZoneOffset.ofHoursMinutes(-3, -30) + " "
            + ZoneId.of("UTC+2") + " " + ZoneId.of("Australia/Lord_Howe").getRules()
            .isDaylightSavings(Instant.EPOCH));
        System.out.println(OffsetDateTime.parse("2011-12-03T10:15:30+01:00").toEpochSecond() + " "
            + Instant.ofEpochSecond(1L << 33)
            + " " + Instant.parse("1969-12-31T23:59:59.5Z").toEpochMilli() + " " + Instant.MAX + " "
            + Instant.EPOCH.plusMillis(-1));
        System.out.println(Period.between(LocalDate.of(2000, 1, 31), LocalDate.of(2024, 3, 1)) + " "
            + Period.parse("P1Y2M3W4D") + " "
            + Duration.ofSeconds(3661, 5_000_000) + " " + Duration.parse("PT-1H30M").toMinutes() + " "
            + Duration.between(t, t.plusDays(3)) + " " + ChronoUnit.DAYS.between(d, LocalDate.of(2025, 1, 1))
            + " "
            + Duration.ofMillis(-1) + " " + Duration.ofDays(2).toHoursPart() + " " + Duration.ZERO);
        DateTimeFormatter f = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu HH:mm:ss.SSS 'at' z",
            Locale.ENGLISH);
        System.out.println(f.format(berlin) + " | " + DateTimeFormatter.ISO_WEEK_DATE.format(d) + " | "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(berlin) + " | "
            + DateTimeFormatter.BASIC_ISO_DATE.format(d) + " | "
            + DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(Locale.GERMANY).format(d) + " | "
            + DateTimeFormatter.ofPattern("yy-D e a hh", Locale.ROOT).format(t));
        System.out.println(LocalDate.parse("3 Jan 2008", DateTimeFormatter.ofPattern("d MMM yyyy",
            Locale.US)) + " "
            + YearMonth.of(2024, 2).atEndOfMonth() + " " + Year.of(1900).isLeap() + " " + MonthDay.of(2, 29)
            .isValidYear(2023) + " "
            + Month.JULY.getDisplayName(TextStyle.SHORT, Locale.FRENCH) + " " + DayOfWeek.of(3).plus(10)
            + " " + JapaneseDate.of(2024, 5, 1));
        Clock fixed = Clock.fixed(Instant.ofEpochSecond(1_600_000_000), ZoneOffset.UTC);
        System.out.println(LocalDateTime.now(fixed) + " " + fixed.millis() + " " + Clock.offset(fixed,
            Duration.ofHours(1)).instant());
        for (Runnable r : new Runnable[] {() -> LocalDate.of(2023, 2, 29),
            () -> LocalDate.parse("2023-13-01"),
            () -> LocalTime.of(24, 0), () -> ZoneId.of("Nowhere/City"), () -> LocalDate.parse("x"),
            () -> DateTimeFormatter.ofPattern("HH").format(d), () -> DateTimeFormatter.ofPattern("bbb"),
            () -> Year.of(1_000_000_000)}) {
            try {
                r.run();
                System.out.println("works");
            } catch (DateTimeException | IllegalArgumentException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
