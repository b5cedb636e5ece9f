/** StringBuilder, concatenation by invokedynamic, hashing, searching, parsing. */
public class Strings {
    public static void main(String[] args) {
        int check = 0;
        for (int round = 0; round < 85; round++) {
            StringBuilder builder = new StringBuilder();
            for (int i = 0; i < 1500; i++) {
                builder.append(i).append(':').append("word").append(i % 13).append(' ');
            }
            String text = builder.toString();
            check = check * 31 + text.hashCode();
            for (String word : text.split(" ")) {
                int colon = word.indexOf(':');
                String key = "k" + word.substring(colon + 1) + "/" + round;
                check += key.length() + Integer.parseInt(word.substring(0, colon));
                check += key.charAt(key.length() - 1);
                if (key.equals("kword12/7") || key.toUpperCase().startsWith("KWORD5")) {
                    check++;
                }
            }
            check ^= text.replace("word1", "Wort").length() + text.lastIndexOf("word7");
        }
        System.out.println("strings " + check);
    }
}
