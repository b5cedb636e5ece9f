// ResourceBundle: property files by locale and fallback, class bundles, missing keys, controls, formats.
import java.text.MessageFormat;
import java.util.Collections;
import java.util.Enumeration;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.TreeSet;

public class ResourceBundles {
    public static class Colours extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"red", "RED"}, {"number", 5}, {"list", new String[] {"a", "b"}}};
        }
    }

    public static class Colours_fr extends ResourceBundle {
        @Override
        protected Object handleGetObject(String key) {
            return key.equals("red") ? "ROUGE" : null;
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(java.util.List.of("red"));
        }
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        for (Locale l : new Locale[] {Locale.ROOT, Locale.GERMAN, new Locale("de", "AT"), Locale.FRENCH,
            Locale.GERMANY}) {
            ResourceBundle b = ResourceBundle.getBundle("Messages", l);
            System.out.println(l + ": " + b.getString("greeting") + " " + b.getString("only") + " "
                + b.getLocale() + " "
                + new TreeSet<>(b.keySet()) + " " + b.containsKey("umlaut"));
        }
        System.out.println(ResourceBundle.getBundle("Messages", Locale.GERMAN).getString("umlaut") + " "
            + MessageFormat.format(ResourceBundle.getBundle("Messages").getString("format"), 1, 2));
        ResourceBundle colours = ResourceBundle.getBundle("ResourceBundles$Colours", Locale.FRANCE);
        System.out.println(colours.getString("red") + " " + colours.getObject("number") + " "
            + colours.getStringArray("list")[1]
            + " " + colours.getClass().getName());
        try {
            colours.getString("blue");
        } catch (MissingResourceException e) {
            System.out.println(e.getMessage());
        }
        try {
            colours.getString("number");
        } catch (ClassCastException e) {
            System.out.println("not a string");
        }
        try {
            ResourceBundle.getBundle("Nowhere", Locale.GERMANY);
        } catch (MissingResourceException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(ResourceBundle.getBundle("Messages") == ResourceBundle.getBundle("Messages"));
    }
}
