// Locale: parsing tags, names in several languages, defaults, filtering; case mapping and collation by
// language.
import java.text.Collator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

public class Locales {
    public static void main(String[] args) {
        Locale l = Locale.forLanguageTag("de-Latn-CH-1996-u-co-phonebk-x-own");
        System.out.println(l + " " + l.toLanguageTag() + " " + l.getLanguage() + " " + l.getScript() + " "
            + l.getCountry() + " "
            + l.getVariant() + " " + l.getUnicodeLocaleType("co") + " " + l.stripExtensions());
        System.out.println(Locale.CANADA_FRENCH + " " + Locale.CANADA_FRENCH.getDisplayName(Locale.ENGLISH)
            + " "
            + Locale.CANADA_FRENCH.getDisplayName(Locale.GERMAN) + " "
            + Locale.JAPAN.getDisplayCountry(Locale.FRENCH) + " "
            + Locale.CHINA.getISO3Country() + " " + new Locale("no", "NO", "NY").toLanguageTag());
        System.out.println(new Locale.Builder().setLanguage("sr").setScript("Cyrl").setRegion("RS").build()
            + " "
            + Locale.lookup(Locale.LanguageRange.parse("fr-CA,en;q=0.5"), List.of(Locale.ENGLISH,
            Locale.FRENCH)) + " "
            + Locale.getISOCountries().length / 100 + " " + Locale.ROOT.toLanguageTag());
        String[] words = {"zebra", "Äpfel", "apfel", "Zoo", "öl", "Ol"};
        Collator german = Collator.getInstance(Locale.GERMAN);
        Arrays.sort(words, german);
        System.out.println(Arrays.toString(words) + " " + german.compare("a", "A"));
        german.setStrength(Collator.PRIMARY);
        System.out.println(german.equals("straße", "Strasse") + " " + german.compare("a", "Á"));
        Collator swedish = Collator.getInstance(new Locale("sv"));
        Arrays.sort(words, swedish);
        System.out.println(Arrays.toString(words));
        System.out.println("title".toUpperCase(new Locale("tr")) + " "
            + "TITLE".toLowerCase(new Locale("tr")) + " "
            + "ΌΔΟΣ".toLowerCase(Locale.ROOT) + " " + "ŉ".toUpperCase(Locale.ROOT).length() + " "
            + "ﬃ".toUpperCase(Locale.ROOT));
        try {
            new Locale.Builder().setLanguage("x1");
        } catch (java.util.IllformedLocaleException e) {
            System.out.println(e.getMessage());
        }
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        System.out.println(String.format("%.2f", 1.5) + " " + Locale.getDefault().getDisplayLanguage());
        Locale.setDefault(before);
    }
}
