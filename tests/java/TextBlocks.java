// Text blocks: indentation, escapes, quotes, line continuation, trailing blanks.
public class TextBlocks {
    public static void main(String[] args) {
        String json = """
            {
              "name": "Moka",
              "quote": "a \\"b\\"",
              "tab": "x\ty"
            }
            """;
        System.out.print(json);
        String joined = """
            one \
            two \
            three""";
        System.out.println(joined + "|" + joined.length());
        String blanks = """
            keep\s\s
            strip   \s
              deeper
            """;
        for (String line : blanks.split("\n")) {
            System.out.println("[" + line + "]");
        }
        System.out.println("""
            three quotes: \""" and ""\"
            unicode \u00e9, octal \101""");
        System.out.println("""
            %s is %d""".formatted("answer", 42));
        System.out.println("""
            """.isEmpty());
    }
}
