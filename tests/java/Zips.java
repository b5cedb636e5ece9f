// zip, gzip, jar, deflate and checksums, written and read again; a file system over a zip; damaged archives.
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

public class Zips {
    public static void main(String[] args) throws Exception {
        byte[] text = "hello hello hello ".repeat(500).getBytes();
        byte[] noise = new byte[3000];
        new Random(3).nextBytes(noise);
        CRC32 crc = new CRC32();
        crc.update(text);
        Adler32 adler = new Adler32();
        adler.update(text, 3, 100);
        CRC32C crcc = new CRC32C();
        crcc.update(noise);
        System.out.println(crc.getValue() + " " + adler.getValue() + " " + crcc.getValue());
        for (int level : new int[] {0, 1, 6, 9}) {
            Deflater d = new Deflater(level);
            d.setInput(text);
            d.finish();
            byte[] packed = new byte[20000];
            int n = d.deflate(packed);
            Inflater i = new Inflater();
            i.setInput(packed, 0, n);
            byte[] back = new byte[text.length];
            System.out.println(d.finished() + " " + (n < text.length) + " " + i.inflate(back) + " "
                + Arrays.equals(back, text) + " "
                + i.finished() + " " + i.getRemaining() + " " + i.getTotalOut());
            d.end();
            i.end();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(bytes)) {
            gz.write(text);
            gz.write(noise);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            System.out.println(in.readAllBytes().length);
        }
        Path zip = Path.of("test.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setComment("comment é");
            out.putNextEntry(new ZipEntry("a.txt"));
            out.write(text);
            ZipEntry stored = new ZipEntry("dir/noise");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(noise.length);
            crc.reset();
            crc.update(noise);
            stored.setCrc(crc.getValue());
            out.putNextEntry(stored);
            out.write(noise);
            out.putNextEntry(new ZipEntry("empty/"));
            try {
                out.putNextEntry(new ZipEntry("a.txt"));
            } catch (ZipException e) {
                System.out.println(e.getMessage());
            }
        }
        try (ZipFile f = new ZipFile(zip.toFile())) {
            f.stream().forEach(e -> System.out.println(e.getName() + " " + e.getSize() + " "
                + e.isDirectory() + " " + e.getMethod() + " "
                + e.getCrc()));
            System.out.println(f.size() + " " + f.getComment() + " " + f.getEntry("none") + " "
                + Arrays.equals(f.getInputStream(f.getEntry("dir/noise")).readAllBytes(), noise));
        }
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            ZipEntry e;
            while ((e = in.getNextEntry()) != null) {
                System.out.println(e.getName() + " " + in.readAllBytes().length);
            }
        }
        try (FileSystem fs = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of())) {
            System.out.println(Files.size(fs.getPath("/a.txt")) + " "
                + Files.isDirectory(fs.getPath("/dir")));
            Files.writeString(fs.getPath("/new.txt"), "added");
        }
        try (ZipFile f = new ZipFile("test.zip")) {
            System.out.println(new String(f.getInputStream(f.getEntry("new.txt")).readAllBytes()));
        }
        Manifest m = new Manifest();
        m.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        m.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
        m.getMainAttributes().putValue("Long-Line", "x".repeat(100));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of("test.jar")), m)) {
            out.putNextEntry(new ZipEntry("p/C.class"));
            out.write(1);
        }
        try (JarFile jar = new JarFile("test.jar")) {
            System.out.println(jar.getManifest().getMainAttributes().getValue("Main-Class") + " "
                + jar.getManifest().getMainAttributes().getValue("Long-Line").length() + " "
                + jar.isMultiRelease() + " "
                + jar.getJarEntry("p/C.class").getAttributes());
        }
        byte[] damaged = bytes.toByteArray();
        damaged[damaged.length - 3] ^= 1;
        for (byte[] in : new byte[][] {damaged, Arrays.copyOf(damaged, 30), {1, 2, 3}}) {
            try {
                new GZIPInputStream(new ByteArrayInputStream(in)).readAllBytes();
            } catch (IOException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
        Files.write(Path.of("bad.zip"), noise);
        for (String name : new String[] {"bad.zip", "none.zip"}) {
            try {
                new ZipFile(name).close();
            } catch (IOException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
        try {
            Inflater i = new Inflater();
            i.setInput(new byte[] {1, 2, 3});
            i.inflate(new byte[10]);
        } catch (DataFormatException e) {
            System.out.println(e.getMessage());
        }
    }
}
