import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.internal.misc.Unsafe;

/**
 * What this VM says to each class of a corpus: one line per case with error class, bytecode index and the
 * first line of the message. A case is a folder of class files; its first class is defined and linked, mostly
 * through a loader of its own. It is initialised, which is what links it; no class of the corpus has a static
 * initialiser that does anything.
 */
public class Driver {
    private static final Pattern BYTECODE_INDEX =
        Pattern.compile("^ *Location:\\s+\\S.* @(\\d+):", Pattern.MULTILINE);

    private static final Pattern IDENTITY_HASH = Pattern.compile(" @[0-9a-f]{1,8}\\b");

    /** Defines what stands in one folder; everything else is the JDK's. */
    private static final class CaseLoader extends ClassLoader {
        private final File folder;

        CaseLoader(File folder) {
            super("case", ClassLoader.getPlatformClassLoader());
            this.folder = folder;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                File file = new File(folder, name.replace('.', '/') + ".class");
                byte[] bytes = Files.readAllBytes(file.toPath());
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name);
            }
        }
    }

    private static String escape(String line) {
        StringBuilder out = new StringBuilder();
        for (char c : line.toCharArray()) {
            out.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.toString();
    }

    private static String describe(Throwable error) {
        String message = String.valueOf(error.getMessage());
        Matcher index = BYTECODE_INDEX.matcher(message);
        return error.getClass().getName() + "\t" + (index.find() ? index.group(1) : "-") + "\t"
            + escape(IDENTITY_HASH.matcher(message.split("\n", 2)[0]).replaceAll(" @hash"));
    }

    /** The file `case` says who defines which class. */
    private static void link(File folder) throws Exception {
        String[] words = Files.readString(new File(folder, "case").toPath()).split(" ");
        if (words[0].equals("case")) {
            Class.forName(words[1], true, new CaseLoader(folder));
            return;
        }
        ClassLoader loader = words[0].equals("boot") ? null : ClassLoader.getPlatformClassLoader();
        byte[] bytes = Files.readAllBytes(new File(folder, words[1] + ".class").toPath());
        Unsafe.getUnsafe().defineClass(words[1], bytes, 0, bytes.length, loader, null);
        Class.forName(words[1], true, loader);
    }

    private static String judge(File folder) {
        try {
            link(folder);
            return "accepted\t-\t";
        } catch (ThreadDeath | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return describe(e);
        }
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String root : args) {
            File[] folders = new File(root).listFiles(File::isDirectory);
            Arrays.sort(folders);
            for (File folder : folders) {
                out.println(folder.getName() + "\t" + judge(folder));
            }
        }
        out.flush();
    }
}
