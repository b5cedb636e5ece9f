import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this VM says to each mutant of a file that tests/fuzz/mutants wrote: one line per mutant with its
 * number and, after a tab, "accepted" or the error. Arguments: `link`, `show` or `run`, the file, and the
 * first number wanted.
 *
 * A mutant is defined by a loader of its own, in which the other classes of its seed's folder are found
 * unchanged. `link` links it and asks reflection for all that its attributes say, of which it prints hashes
 * and errors, `show` the text; `run` calls main and adds what it printed.
 */
public class JudgeMutants {
    private static final int OUTPUT_LIMIT = 20_000;
    private static final long STACK = 256L << 20;    // so that a recursion ends by its ticks
    private static final int PATIENCE_MILLIS = 5000;
    private static final PrintStream OUT = System.out;

    private static final Pattern LOCATION =
        Pattern.compile("^ *Location:\\s+(\\S.* @\\d+):", Pattern.MULTILINE);
    private static final Pattern HASH = Pattern.compile("@[0-9a-f]{1,8}\\b|/0x[0-9a-f]{16}");
    private static final Map<String, byte[]> SIBLINGS = new HashMap<>();

    private static final class MutantLoader extends ClassLoader {
        private final Path folder;
        private final String mutant;
        private final byte[] bytes;

        MutantLoader(Path folder, String mutant, byte[] bytes) {
            super("mutants", ClassLoader.getPlatformClassLoader());
            this.folder = folder;
            this.mutant = mutant;
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("Ticks"))
                return Ticks.class;
            byte[] found = name.equals(mutant) ? bytes : sibling(folder + "/" + name + ".class");
            if (found == null)
                throw new ClassNotFoundException(name);
            return defineClass(name, found, 0, found.length);
        }
    }

    private static byte[] sibling(String path) {
        return SIBLINGS.computeIfAbsent(path, p -> {
            try {
                return Files.readAllBytes(Path.of(p));
            } catch (IOException | RuntimeException e) {
                return null;
            }
        });
    }

    /** Keeps the first bytes. */
    private static final class Output extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int b) {
            if (count < OUTPUT_LIMIT)
                super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, OUTPUT_LIMIT - count));
        }
    }

    private static String escape(String line) {
        StringBuilder out = new StringBuilder();
        for (char c : line.toCharArray())
            out.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        return out.toString();
    }

    private static String describe(Throwable error) {
        String message;
        try {
            message = String.valueOf(error.getMessage());
        } catch (Throwable e) {    // a mutant's own exception may do anything
            message = "(no message)";
        }
        Matcher location = LOCATION.matcher(message);
        String line = HASH.matcher(message.split("\n", 2)[0]).replaceAll("@hash");
        return error.getClass().getName() + ": " + escape(line)
            + (location.find() ? " in " + escape(location.group(1)) : "");
    }

    private interface Question {
        Object ask() throws Throwable;
    }

    /** The error's class, or the answer in an order that is the same everywhere. */
    private static String answer(Question question) {
        try {
            Object value = question.ask();
            if (value instanceof Object[]) {
                TreeSet<String> sorted = new TreeSet<>();
                for (Object each : (Object[]) value)
                    sorted.add(String.valueOf(each));
                value = sorted;
            }
            return HASH.matcher(String.valueOf(value)).replaceAll("@hash");
        } catch (Throwable e) {
            return e.getClass().getName();
        }
    }

    private static String generics(Object[] members) {
        TreeSet<String> sorted = new TreeSet<>();
        for (Object each : members) {
            Member member = (Member) each;
            sorted.add(member.getName()
                + answer(() -> each.getClass().getMethod("toGenericString").invoke(each))
                + (each instanceof GenericDeclaration
                    ? answer(() -> ((GenericDeclaration) each).getTypeParameters()) : ""));
        }
        return sorted.toString();
    }

    /** Their members have no order. */
    private static String annotations(Class<?> c) {
        String[] parts = Arrays.toString(c.getDeclaredAnnotations()).split("[(){}, \\[\\]]+");
        Arrays.sort(parts);
        return String.join(" ", parts);
    }

    private static String reflect(Class<?> c, boolean show) {
        StringBuilder out = new StringBuilder();
        Question[] questions = {
            c::getModifiers, c::getSuperclass, c::getGenericSuperclass, c::getInterfaces,
            c::getGenericInterfaces, c::getTypeParameters, c::getDeclaredFields, c::getDeclaredMethods,
            c::getDeclaredConstructors, () -> generics(c.getDeclaredMethods()),
            () -> generics(c.getDeclaredFields()), () -> annotations(c), c::getSimpleName,
            c::getEnclosingClass, c::getEnclosingMethod, c::getDeclaringClass, c::getDeclaredClasses,
            c::getNestHost, c::getNestMembers, c::getPermittedSubclasses, c::isRecord,
            c::getRecordComponents, c::isHidden, c::isSynthetic, c::isAnonymousClass,
        };
        for (int i = 0; i < questions.length; i++) {
            String said = answer(questions[i]);
            boolean failed = said.matches("java\\.lang\\.\\w+(Error|Exception)");
            String text = show || failed ? said : Integer.toHexString(said.hashCode());
            out.append(' ').append(i).append(':').append(text);
        }
        return escape(out.toString());
    }

    private static String link(Class<?> c) {
        c.getDeclaredConstructors();
        return "accepted";
    }

    private static String run(Class<?> c) throws Throwable {
        Output bytes = new Output();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String end = "returned";
        Ticks.left = Ticks.LIMIT;
        try {
            c.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (java.lang.reflect.InvocationTargetException e) {
            end = describe(e.getCause());
        } finally {
            Ticks.left = Integer.MAX_VALUE;
            System.setOut(before);
        }
        String printed = HASH.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("@hash");
        return end + " after printing " + printed.length() + ", " + Integer.toHexString(printed.hashCode());
    }

    private static String judge(String mode, Path seed, byte[] bytes) {
        Class<?> c;
        String result, name = seed.getFileName().toString();
        try {
            c = Class.forName(name, false, new MutantLoader(seed.getParent(), name, bytes));
            result = mode.equals("run") ? run(c) : link(c);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return e.getClass().getName();
        } catch (Throwable e) {
            return describe(e);
        }
        return mode.equals("run") ? result : result + "\t" + reflect(c, mode.equals("show"));
    }

    private static byte[] block(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static volatile int current = -1;

    /** A handler that covers itself may throw for ever without a tick: only the process's end ends that. */
    private static void watch() {
        try {
            for (int before = -2; current < Integer.MAX_VALUE; ) {
                before = current;
                Thread.sleep(PATIENCE_MILLIS);
                if (before == current && before >= 0) {
                    OUT.println(before + "\tno end");
                    OUT.flush();
                    Runtime.getRuntime().halt(0);
                }
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private static void judgeAll(String[] args) {
        int first = Integer.parseInt(args[2]);
        try (InputStream file = new BufferedInputStream(new FileInputStream(args[1]));
             DataInputStream in = new DataInputStream(file)) {
            for (int i = 0; in.available() > 0; i++) {
                Path seed = Path.of(new String(block(in), StandardCharsets.UTF_8).split(": ", 2)[0]);
                byte[] bytes = block(in);
                if (i < first)
                    continue;
                current = i;
                String result = judge(args[0], seed, bytes);
                OUT.println(i + "\t" + result);
                OUT.flush();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        OUT.println("end");
        OUT.flush();
    }

    public static void main(String[] args) throws Exception {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        System.setIn(InputStream.nullInputStream());
        Thread thread = new Thread(null, () -> judgeAll(args), "judge", STACK);
        Thread watcher = new Thread(JudgeMutants::watch, "watch");
        watcher.setDaemon(true);
        watcher.start();
        thread.start();
        thread.join();
    }
}
