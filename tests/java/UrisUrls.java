// URI and URL: parsing, resolving, encoding, file and jar connections, errors.
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public class UrisUrls {
    public static void main(String[] args) throws Exception {
        URI u = new URI("http://user:pw@host.example:8080/a/b/../c%20d/?q=1&r=é#frag");
        System.out.println(u.getScheme() + " " + u.getUserInfo() + " " + u.getHost() + " " + u.getPort()
            + " " + u.getPath() + " "
            + u.getRawPath() + " " + u.getQuery() + " " + u.getFragment() + " " + u.getAuthority() + " "
            + u.toASCIIString());
        System.out.println(u.normalize() + " " + u.resolve("../x") + " " + u.resolve("/y?z") + " "
            + URI.create("http://h/a/b/").relativize(
            URI.create("http://h/a/b/c/d")) + " " + URI.create("mailto:a@b").isOpaque() + " "
            + URI.create("a/b").isAbsolute() + " "
            + new URI("http", "h", "/p q", "f").toString() + " " + u.equals(URI.create(u.toString())) + " "
            + u.hashCode());
        for (String bad : new String[] {"http://a b", "http://[1", "%zz", ":x", "http://h:port/"}) {
            try {
                System.out.println(new URI(bad).getHost());
            } catch (URISyntaxException e) {
                System.out.println(e.getMessage());
            }
        }
        URL url = new URL("https://host:1/p/q;x?y#z");
        System.out.println(url.getProtocol() + " " + url.getHost() + " " + url.getPort() + " "
            + url.getDefaultPort() + " "
            + url.getFile() + " " + url.getRef() + " " + new URL(url, "../r") + " " + url.toExternalForm());
        try {
            new URL("nope://x");
        } catch (MalformedURLException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(URLEncoder.encode("a b&c=é/ü+~*", StandardCharsets.UTF_8) + " "
            + URLDecoder.decode("a+b%26%C3%A9", StandardCharsets.UTF_8));
        Files.writeString(Path.of("file name.txt"), "through a URL");
        URL file = Path.of("file name.txt").toUri().toURL();
        try (InputStream in = file.openStream()) {
            System.out.println(new String(in.readAllBytes()) + " " + file.getPath()
                .endsWith("file%20name.txt") + " "
                + file.openConnection().getContentLength());
        }
        try {
            new URL("file:/no/such/file").openStream();
        } catch (java.io.FileNotFoundException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(UrisUrls.class.getProtectionDomain().getCodeSource().getLocation().getProtocol());
    }
}
