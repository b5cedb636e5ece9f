package parts;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

public class Main {
    private Main() {
    }

    public static void main(String[] args) throws IOException {
        Properties words = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("words.properties")) {
            words.load(in);
        }
        System.out.println(List.of(args) + " " + words.getProperty("first") + " " + new Part(3).doubled());
    }
}
