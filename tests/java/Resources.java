// getResource and getResourceAsStream: from classes, loaders, modules; relative names; several of one name;
// missing.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.util.Collections;

public class Resources {
    public static void main(String[] args) throws IOException {
        InputStream stream = Resources.class.getResourceAsStream("data/resource.txt");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream))) {
            System.out.println(in.readLine() + "|" + in.readLine() + "|" + in.readLine());
        }
        ClassLoader loader = Resources.class.getClassLoader();
        URL url = loader.getResource("data/resource.txt");
        System.out.println(url.getProtocol() + " " + url.getPath().endsWith("data/resource.txt") + " "
            + Resources.class.getResource("/data/resource.txt").equals(url) + " "
            + Resources.class.getResource("none") + " "
            + loader.getResource("/data/resource.txt") + " " + Resources.class.getResourceAsStream("none"));
        try (InputStream in = url.openStream()) {
            System.out.println(in.readAllBytes().length);
        }
        System.out.println(Collections.list(loader.getResources("data/resource.txt")).size() + " "
            + Collections.list(loader.getResources("none")).size());
        try (InputStream self = loader.getResourceAsStream("Resources.class")) {
            byte[] magic = self.readNBytes(4);
            System.out.println(magic[0] + " " + magic[1] + " " + magic[2] + " " + magic[3]);
        }
        try (InputStream object = Object.class.getResourceAsStream("Object.class")) {
            System.out.println((object.read() == 0xCA) + " " + Object.class.getResource("Object.class")
                .getProtocol() + " "
                + Object.class.getResource("Object.class"));
        }
        try (InputStream in = Object.class.getModule().getResourceAsStream("java/lang/String.class")) {
            System.out.println(in.readAllBytes().length > 1000);
        }
        System.out.println(ClassLoader.getSystemResource("data/resource.txt").equals(url) + " "
            + ClassLoader.getPlatformClassLoader().getResource("data/resource.txt") + " "
            + (Thread.currentThread().getContextClassLoader() == loader));
    }
}
