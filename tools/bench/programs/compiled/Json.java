import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON reader and writer: recursive descent over characters, maps and lists of objects, numbers' texts. */
public class Json {
    private final String text;
    private int at;

    Json(String text) {
        this.text = text;
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (next() != c) {
            throw new IllegalArgumentException("expected " + c + " at " + at);
        }
        at++;
    }

    Object value() {
        switch (next()) {
            case '{': return object();
            case '[': return array();
            case '"': return string();
            case 't': at += 4; return Boolean.TRUE;
            case 'f': at += 5; return Boolean.FALSE;
            case 'n': at += 4; return null;
            default: return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> result = new LinkedHashMap<>();
        expect('{');
        while (next() != '}') {
            String key = string();
            expect(':');
            result.put(key, value());
            if (next() == ',') {
                at++;
            }
        }
        at++;
        return result;
    }

    private List<Object> array() {
        List<Object> result = new ArrayList<>();
        expect('[');
        while (next() != ']') {
            result.add(value());
            if (next() == ',') {
                at++;
            }
        }
        at++;
        return result;
    }

    private String string() {
        expect('"');
        StringBuilder result = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c == '\\') {
                c = text.charAt(at++);
                c = c == 'n' ? '\n' : c;
            }
            result.append(c);
        }
        return result.toString();
    }

    private Number number() {
        int from = at;
        boolean whole = true;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            whole &= Character.isDigit(text.charAt(at)) || text.charAt(at) == '-';
            at++;
        }
        String digits = text.substring(from, at);
        return whole ? (Number) Long.valueOf(digits) : (Number) Double.valueOf(digits);
    }

    static void write(StringBuilder out, Object value) {
        if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> e : map.entrySet()) {
                out.append(separator);
                write(out, e.getKey());
                out.append(':');
                write(out, e.getValue());
                separator = ',';
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                write(out, list.get(i));
            }
            out.append(']');
        } else if (value instanceof String s) {
            String escaped = s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            out.append('"').append(escaped).append('"');
        } else {
            out.append(value instanceof Double d ? (Object) Math.round(d * 4) : value);
        }
    }

    static String document(int n) {
        StringBuilder out = new StringBuilder("{\"items\": [");
        for (int i = 0; i < 60; i++) {
            out.append(i == 0 ? "" : ", ").append("{\"id\": ").append(i + n).append(", \"name\": \"item \\\"")
                .append(i).append("\\\"\", \"price\": ").append(i).append(".25, \"tags\": [\"a\", \"b")
                .append(i % 7).append("\"], \"sold\": ").append(i % 2 == 0).append(", \"next\": null}");
        }
        return out.append("], \"count\": 60}").toString();
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int check = 0;
        for (int round = 0; round < size; round++) {
            Object read = new Json(document(round)).value();
            StringBuilder out = new StringBuilder();
            write(out, read);
            check = check * 31 + out.toString().hashCode();
        }
        System.out.println("json " + check);
    }
}
