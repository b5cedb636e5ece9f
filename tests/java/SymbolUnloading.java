// Names that nothing refers to any more go, and those that something refers to stay
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class SymbolUnloading {
    public static class Base {
        int base() {
            return 1;
        }
    }

    public static class Middle extends Base {
        int middle() {
            return 2;
        }
    }

    /** Verified by asking its loader whether Middle is a Base. */
    public static class Sub extends Base {
        static int field;

        public static int stem(int k) {
            Base base = k > 0 ? new Middle() : new Base();
            field = k;
            return take(base) + field;
        }

        static int take(Base base) {
            return base.base() + base.getClass().getName().length();
        }
    }

    static final String SUB = "SymbolUnloading$Sub";
    static final String[] MEMBERS = {"SymbolUnloading$Base", "SymbolUnloading$Middle"};
    static final Map<String, byte[]> OWN = new HashMap<>();

    /** The class file with other names: each Utf8 constant that is, or has within, a key of the map. */
    static byte[] rename(byte[] file, Map<String, String> names) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) {
                String text = in.readUTF();
                for (Map.Entry<String, String> e : names.entrySet()) {
                    text = text.replace(e.getKey(), e.getValue());
                }
                out.writeUTF(text);
            } else {
                boolean isIndex = tag == 7 || tag == 8 || tag == 16;
                int size = tag == 5 || tag == 6 ? 8 : tag == 15 ? 3 : isIndex ? 2 : 4;
                out.write(in.readNBytes(size));
                i += size == 8 ? 1 : 0;
            }
        }
        out.write(in.readAllBytes());
        return bytes.toByteArray();
    }

    /** Collects while a class is being defined or verified. */
    static class Own extends ClassLoader {
        final String suffix;
        final boolean collects;

        Own(String suffix, boolean collects) {
            super(null);
            this.suffix = suffix;
            this.collects = collects;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (collects) {
                System.gc();
            }
            try {
                Map<String, String> names = new HashMap<>();
                names.put(SUB, SUB + suffix);
                names.put("stem", method(suffix));
                for (String member : MEMBERS) {
                    names.put(member, member + suffix);
                }
                int end = name.endsWith(suffix) ? name.length() - suffix.length() : 0;
                byte[] own = OWN.get(name.substring(0, end));
                if (own == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] file = rename(own, names);
                return defineClass(name, file, 0, file.length);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    static int use(Class<?> c, String suffix, int k) throws Exception {
        return (int) c.getMethod(method(suffix), int.class).invoke(null, k);
    }

    static long metadataUsed() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getName().contains("Meta"))
            .mapToLong(p -> p.getUsage().getUsed()).sum();
    }

    static final String LONG = "long".repeat(10000);

    static String method(String suffix) {
        return suffix + LONG;
    }

    /** Ever new names, of classes whose loaders go, and of classes that there are not. */
    static void churn(int rounds) throws Exception {
        Map<String, Class<?>> kept = new HashMap<>();
        long used = 0;
        int sum = 0, missing = 0;
        for (int i = 0; i < rounds; i++) {
            String suffix = "_" + i;
            Class<?> c = new Own(suffix, false).loadClass(SUB + suffix);
            sum += use(c, suffix, 1);
            if (i % 50 == 0) {
                kept.put(suffix, c);
            }
            try {
                ClassLoader asked = i % 2 == 0 ? null : SymbolUnloading.class.getClassLoader();
                Class.forName(method(suffix), false, asked);
            } catch (ClassNotFoundException e) {
                missing++;
            }
            if (i % 20 == 0) {
                System.gc();
            }
            if (i == rounds / 4) {
                used = metadataUsed();
            }
        }
        long growth = metadataUsed() - used;
        System.out.println("churn: sum " + sum + ", missing " + missing + ", names "
            + (growth < 8 << 20 ? "bounded" : "grow by " + growth));
        for (Map.Entry<String, Class<?>> e : kept.entrySet()) {
            Class<?> c = e.getValue();
            if (!c.getName().equals(SUB + e.getKey()) || use(c, e.getKey(), 2) != use(c, e.getKey(), 1) + 1
                || c != Class.forName(c.getName(), true, c.getClassLoader())) {
                System.out.println("wrong: " + c);
            }
        }
    }

    /** What C code at work refers to, in several threads. */
    static void collecting(int loaders) throws Exception {
        List<Thread> threads = new ArrayList<>();
        int[] sums = new int[3];
        for (int k = 0; k < sums.length; k++) {
            int id = k;
            threads.add(new Thread(() -> {
                try {
                    for (int i = 0; i < loaders; i++) {
                        String suffix = "_t" + id + "_" + i;
                        sums[id] += use(new Own(suffix, true).loadClass(SUB + suffix), suffix, i % 2);
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (Thread t : threads) {
            t.start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println("collecting: " + sums[0] + " " + sums[1] + " " + sums[2]);
    }

    public static void main(String[] args) throws Exception {
        for (String name : new String[] {SUB, MEMBERS[0], MEMBERS[1]}) {
            try (InputStream in = SymbolUnloading.class.getResourceAsStream(name + ".class")) {
                OWN.put(name, in.readAllBytes());
            }
        }
        collecting(10);
        churn(200);
    }
}
