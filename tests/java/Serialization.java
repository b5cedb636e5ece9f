// Object serialization: graphs, transient, custom forms, Externalizable, replace and resolve, versions,
// filters, errors.
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInput;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

public class Serialization {
    static class Base {
        int base = 1;

        Base() {
            base = 7;
        }
    }

    static class Node extends Base implements Serializable {
        private static final long serialVersionUID = 1;
        String name;
        transient String cache = "cached";
        Node next;
        int[] data = {1, 2, 3};
        long l = 1L << 40;
        Object any;

        Node(String name) {
            this.name = name;
            base = 99;
        }
    }

    static class Custom implements Serializable {
        private static final long serialVersionUID = 2;
        transient int value;

        Custom(int value) {
            this.value = value;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(value * 2);
            out.writeObject("extra");
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            value = in.readInt() + in.readObject().toString().length();
        }
    }

    public static class Ext implements Externalizable {
        String text;

        public Ext() {
            text = "made by constructor";
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF("written");
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            text += " " + in.readUTF();
        }
    }

    static class Single implements Serializable {
        private static final long serialVersionUID = 3;
        static final Single ONLY = new Single();

        private Object readResolve() {
            return ONLY;
        }
    }

    static class Proxy implements Serializable {
        private static final long serialVersionUID = 4;
        final String kept;

        Proxy(String kept) {
            this.kept = kept;
        }

        private Object writeReplace() {
            return List.of("replaced", kept);
        }
    }

    static class Bad implements Serializable {
        private static final long serialVersionUID = 5;
        Object thing = new Object();
    }

    enum Level { LOW, HIGH }

    record Point(int x, String y) implements Serializable {
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    static byte[] write(Object o) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(o);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    static Object copy(Object o) throws IOException, ClassNotFoundException {
        return read(write(o));
    }

    public static void main(String[] args) throws Exception {
        Node a = new Node("a");
        a.next = new Node("b");
        a.next.next = a;
        a.any = Map.of("k", List.of(1, 2));
        Node c = (Node) copy(a);
        System.out.println(c.name + c.next.name + (c.next.next == c) + c.cache + c.base + c.data.length + c.l
            + c.any);
        System.out.println(((Custom) copy(new Custom(5))).value + " " + ((Ext) copy(new Ext())).text + " "
            + (copy(new Single()) == Single.ONLY) + " " + copy(new Proxy("p")) + " "
            + (copy(Level.HIGH) == Level.HIGH) + " "
            + copy(new Point(1, "y")));
        Map<String, List<Integer>> map = new HashMap<>();
        map.put("x", new ArrayList<>(List.of(1, 2)));
        System.out.println(copy(map) + " " + copy(new int[][] {{1}, {2, 3}}).getClass().getSimpleName() + " "
            + copy("text") + " "
            + copy(null) + " " + copy(Integer.class) + " "
            + copy(new java.math.BigInteger("123456789012345678901")) + " "
            + copy(java.time.LocalDate.of(2024, 1, 2)));
        String shared = "s";
        Object[] twice = (Object[]) copy(new Object[] {new Custom(1), shared, shared});
        System.out.println(twice[1] == twice[2]);
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "lambda " + shared;
        System.out.println(((Supplier<?>) copy((Serializable) lambda)).get());
        try {
            write(new Bad());
        } catch (NotSerializableException e) {
            System.out.println(e.getMessage());
        }
        byte[] bytes = write(new Custom(1));
        bytes[bytes.length / 4] ^= 1;
        try {
            read(bytes);
        } catch (IOException | ClassNotFoundException e) {
            System.out.println(e.getClass().getSimpleName());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(write(new Node("f"))))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("!Serialization$Node"));
            in.readObject();
        } catch (InvalidClassException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(ObjectStreamClass.lookup(Node.class) + " " + ObjectStreamClass.lookup(Point.class)
            .getFields().length
            + " " + ObjectStreamClass.lookup(Level.class).getSerialVersionUID() + " "
            + ObjectStreamClass.lookup(Object.class)
            + " " + ObjectStreamClass.lookup(Outside.class).getSerialVersionUID());
        try {
            read(new byte[] {1, 2, 3, 4});
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    static class Outside implements Serializable {
        int a;
        protected String b;

        public void method() { }
    }
}
