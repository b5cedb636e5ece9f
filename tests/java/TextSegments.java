// BreakIterator, Normalizer, Bidi, StringTokenizer, StreamTokenizer, CharacterIterator.
import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.text.Bidi;
import java.text.BreakIterator;
import java.text.CharacterIterator;
import java.text.Normalizer;
import java.text.StringCharacterIterator;
import java.util.Locale;
import java.util.StringTokenizer;

public class TextSegments {
    static void parts(BreakIterator it, String text) {
        it.setText(text);
        StringBuilder out = new StringBuilder();
        int from = it.first();
        for (int to = it.next(); to != BreakIterator.DONE; from = to, to = it.next()) {
            out.append('[').append(text, from, to).append(']');
        }
        System.out.println(out);
    }

    public static void main(String[] args) throws IOException {
        String text = "Hello there, Mr. Smith! It's 3.14 o'clock. Is it?";
        parts(BreakIterator.getWordInstance(Locale.US), text);
        parts(BreakIterator.getSentenceInstance(Locale.US), text);
        parts(BreakIterator.getLineInstance(Locale.US), "break-able text (here)");
        parts(BreakIterator.getCharacterInstance(Locale.US), "e\u0301a\ud83d\ude00");
        System.out.println(Normalizer.normalize("é", Normalizer.Form.NFD).length() + " "
            + Normalizer.normalize("e\u0301", Normalizer.Form.NFC).length() + " "
            + Normalizer.normalize("ﬁ①", Normalizer.Form.NFKC) + " " + Normalizer.isNormalized("é",
            Normalizer.Form.NFC));
        Bidi bidi = new Bidi("abc \u05d0\u05d1 def", Bidi.DIRECTION_LEFT_TO_RIGHT);
        System.out.println(bidi.isMixed() + " " + bidi.getRunCount() + " " + bidi.getRunLimit(0) + " "
            + bidi.getLevelAt(4));
        StringTokenizer tokens = new StringTokenizer("a,b;c", ",;", true);
        StringBuilder out = new StringBuilder();
        out.append(tokens.countTokens());
        while (tokens.hasMoreTokens()) {
            out.append('<').append(tokens.nextToken()).append('>');
        }
        System.out.println(out);
        String source = "x = 3.5 * (y + \"str\") // comment\n 'q' z";
        StreamTokenizer st = new StreamTokenizer(new StringReader(source));
        st.slashSlashComments(true);
        st.eolIsSignificant(true);
        out.setLength(0);
        while (st.nextToken() != StreamTokenizer.TT_EOF) {
            out.append(st.ttype).append(':').append(st.sval).append(':').append(st.nval).append(' ');
        }
        System.out.println(out + "line " + st.lineno());
        CharacterIterator it = new StringCharacterIterator("abc");
        out.setLength(0);
        for (char c = it.last(); c != CharacterIterator.DONE; c = it.previous()) {
            out.append(c).append(it.getIndex());
        }
        System.out.println(out);
    }
}
