// java.nio.file: paths, reading, writing, copying, moving, walking, attributes, links, globs, errors.
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class NioFiles {
    static void paths() {
        Path p = Paths.get("/a/./b/../c/file.txt");
        System.out.println(p + " " + p.normalize() + " " + p.getFileName() + " " + p.getParent() + " "
            + p.getRoot() + " "
            + p.getNameCount() + " " + p.getName(1) + " " + p.subpath(0, 2) + " " + p.startsWith("/a") + " "
            + p.endsWith("file.txt") + " " + p.isAbsolute());
        System.out.println(Path.of("a", "b", "c").resolve("d") + " " + Path.of("a/b").resolveSibling("x")
            + " "
            + Path.of("/a/b").relativize(Path.of("/a/c/d")) + " " + Path.of("a").compareTo(Path.of("b")) + " "
            + Path.of("").toAbsolutePath().equals(Path.of(System.getProperty("user.dir"))) + " "
            + Path.of("x").toUri().getScheme());
        try {
            Path.of("nul\0");
        } catch (InvalidPathException e) {
            System.out.println(e.getReason() + " at " + e.getIndex());
        }
    }

    public static void main(String[] args) throws IOException {
        paths();
        Path dir = Files.createDirectories(Path.of("tree/one/two"));
        Path file = Path.of("tree/file.txt");
        Files.writeString(file, "alpha\nβeta\ngamma\n");
        Files.write(dir.resolve("bytes"), new byte[] {1, 2, 3});
        System.out.println(Files.readAllLines(file) + " " + Files.size(file) + " " + Files.readString(file)
            .length() + " "
            + Files.readAllBytes(dir.resolve("bytes")).length);
        Files.writeString(file, "delta", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        try (Stream<String> lines = Files.lines(file)) {
            System.out.println(lines.filter(l -> l.contains("ta")).collect(Collectors.joining("|")));
        }
        Files.copy(file, Path.of("tree/copy.txt"));
        Files.move(Path.of("tree/copy.txt"), Path.of("tree/one/moved.txt"), StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(Path.of("tree/link"), Path.of("file.txt"));
        System.out.println(Files.isSymbolicLink(Path.of("tree/link")) + " "
            + Files.readSymbolicLink(Path.of("tree/link")) + " "
            + Files.isSameFile(file, Path.of("tree/link")) + " " + Files.mismatch(file,
            Path.of("tree/one/moved.txt")));
        try (Stream<Path> walk = Files.walk(Path.of("tree"))) {
            System.out.println(walk.map(Path::toString).sorted().toList());
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("tree"), "*.{txt,md}")) {
            for (Path each : stream) {
                System.out.println(each);
            }
        }
        try (Stream<Path> found = Files.find(Path.of("tree"), 5, (q, a) -> a.isRegularFile()
            && a.size() < 10)) {
            System.out.println(found.toList());
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Files.setLastModifiedTime(file, FileTime.fromMillis(86_400_000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        System.out.println(attributes.isDirectory() + " " + attributes.size() + " "
            + Files.getLastModifiedTime(file) + " "
            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
            + Files.isExecutable(file) + " "
            + new TreeSet<>(Files.readAttributes(file, "size,isDirectory").keySet()) + " "
            + Files.getAttribute(file, "unix:mode"));
        for (int i = 0; i < 6; i++) {
            try {
                switch (i) {
                    case 0 -> Files.readString(Path.of("none"));
                    case 1 -> Files.copy(file, Path.of("tree/one/moved.txt"));
                    case 2 -> Files.delete(Path.of("tree/one"));
                    case 3 -> Files.createDirectory(Path.of("tree"));
                    case 4 -> Files.readAllBytes(Path.of("tree"));
                    default -> Files.newByteChannel(Path.of("no/dir/x"), StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                }
            } catch (NoSuchFileException | FileAlreadyExistsException | DirectoryNotEmptyException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            } catch (IOException e) {
                System.out.println(e);
            }
        }
        System.out.println(Files.deleteIfExists(Path.of("none")) + " " + Files.notExists(Path.of("none"))
            + " "
            + Files.createTempFile(Path.of("tree"), "t", null).getFileName().toString().endsWith(".tmp"));
        Files.walkFileTree(Path.of("tree"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path f, BasicFileAttributes a) throws IOException {
                Files.delete(f);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path d, IOException e) throws IOException {
                Files.delete(d);
                return FileVisitResult.CONTINUE;
            }
        });
        System.out.println(Files.exists(Path.of("tree")) + " " + List.of());
    }
}
