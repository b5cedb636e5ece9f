// Compute: a recursive descent parser and printer for JSON, with errors.
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class JsonParser {
    private final String text;
    private int at;

    JsonParser(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        JsonParser p = new JsonParser(text);
        Object value = p.value();
        p.blanks();
        if (p.at < text.length()) {
            throw p.error("trailing text");
        }
        return value;
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException(what + " at " + at);
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        blanks();
        if (at >= text.length()) {
            throw error("unexpected end");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw error("expected " + c);
        }
        at++;
    }

    private Object value() {
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw error("unknown word");
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        if (peek() != '}') {
            do {
                peek();
                String key = string();
                expect(':');
                map.put(key, value());
            } while (next(','));
        }
        expect('}');
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            do {
                list.add(value());
            } while (next(','));
        }
        expect(']');
        return list;
    }

    private boolean next(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\') {
                char e = text.charAt(at++);
                switch (e) {
                    case 'n' -> out.append('\n');
                    case 't' -> out.append('\t');
                    case 'u' -> {
                        out.append((char) Integer.parseInt(text, at, at + 4, 16));
                        at += 4;
                    }
                    default -> out.append(e);
                }
            } else {
                out.append(c);
            }
        }
        throw error("open string");
    }

    private Number number() {
        int start = at;
        boolean real = false;
        while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
            real |= ".eE".indexOf(text.charAt(at)) >= 0;
            at++;
        }
        if (start == at) {
            throw error("no value");
        }
        String n = text.substring(start, at);
        return real ? (Number) Double.valueOf(n) : (Number) Long.valueOf(n);
    }

    static void print(Object o, StringBuilder out) {
        if (o instanceof Map<?, ?> m) {
            String sep = "{";
            for (Map.Entry<?, ?> e : m.entrySet()) {
                out.append(sep).append('"').append(e.getKey()).append("\":");
                print(e.getValue(), out);
                sep = ",";
            }
            out.append(m.isEmpty() ? "{}" : "}");
        } else if (o instanceof List<?> l) {
            out.append('[');
            for (int i = 0; i < l.size(); i++) {
                out.append(i > 0 ? "," : "");
                print(l.get(i), out);
            }
            out.append(']');
        } else if (o instanceof String s) {
            out.append('"').append(s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"');
        } else {
            out.append(o);
        }
    }

    public static void main(String[] args) {
        String doc = """
            {"name": "caf\\u00e9", "list": [1, -2.5e3, true, null, {}, [], "a\\"b\\n"],
             "deep": {"x": {"y": [[[0]]]}},
             "big": 9007199254740993}""";
        Object parsed = parse(doc);
        StringBuilder out = new StringBuilder();
        print(parsed, out);
        System.out.println(out);
        String again = out.toString();
        StringBuilder large = new StringBuilder("[");
        for (int i = 0; i < 100; i++) {
            large.append(i > 0 ? "," : "").append(again);
        }
        Object many = parse(large.append(']').toString());
        StringBuilder back = new StringBuilder();
        print(many, back);
        System.out.println(back.toString().contentEquals(large) + " " + back.length() + " "
            + ((List<?>) many).get(99).equals(parsed));
        for (String bad : new String[] {"", "[1,", "{\"a\" 1}", "tru", "\"open", "[1] x", "{1:2}", "@"}) {
            try {
                parse(bad);
                System.out.println("accepted " + bad);
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
