// Every instruction that may find null and every kind of expression that a NullPointerException's message can
// name, in a class file without variable names; what becomes of the message later.
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

public class NullPointerMessages extends NullPointerMessagesBase {
    interface Step {
        void run() throws Throwable;
    }

    interface Shape {
        double area(int[] sides, String... names);

        default Shape scaled(double by) {
            return this;
        }

        static Shape none() {
            return null;
        }
    }

    record Pair(Pair left, Object right) { }

    enum Color { RED, GREEN }

    static class Cell<T> {
        Cell<T> next;
        Cell<T>[] row;
        T item;
        int index;
        boolean z;
        byte b;
        short s;
        char c;
        int i;
        long j;
        float f;
        double d;
        Object o;
        static Cell<?> head;
        static int position;

        private Cell<T> hidden(long first, T[][] second) {
            return null;
        }

        Cell<T> at(int where) {
            return null;
        }

        static int pick(Object first, StringBuilder second, double third) {
            return 0;
        }
    }

    static void show(String what, Step step) {
        try {
            step.run();
            System.out.println(what + ": nothing thrown");
        } catch (NullPointerException e) {
            System.out.println(what + ": " + e.getMessage());
        } catch (Throwable e) {
            System.out.println(what + ": " + e);
        }
    }

    static void arrayLoads(boolean[] z, byte[] b, char[] c, short[] s, int[] i, long[] j, float[] f,
            double[] d, Object[] o) {
        show("boolean load", () -> System.out.println(z[0]));
        show("byte load", () -> System.out.println(b[0]));
        show("char load", () -> System.out.println(c[0]));
        show("short load", () -> System.out.println(s[0]));
        show("int load", () -> System.out.println(i[0]));
        show("long load", () -> System.out.println(j[0]));
        show("float load", () -> System.out.println(f[0]));
        show("double load", () -> System.out.println(d[0]));
        show("object load", () -> System.out.println(o[0]));
        show("length", () -> System.out.println(o.length));
        show("clone", () -> System.out.println(o.clone()));
    }

    static void arrayStores(boolean[] z, byte[] b, char[] c, short[] s, int[] i, long[] j, float[] f,
            double[] d, Object[] o) {
        show("boolean store", () -> z[0] = true);
        show("byte store", () -> b[0] = 1);
        show("char store", () -> c[0] = 1);
        show("short store", () -> s[0] = 1);
        show("int store", () -> i[0] = 1);
        show("long store", () -> j[0] = 1);
        show("float store", () -> f[0] = 1);
        show("double store", () -> d[0] = 1);
        show("object store", () -> o[0] = z);
        show("long increment", () -> j[1]++);
        show("double update", () -> d[1] *= 2);
        show("short update", () -> s[1] += 2);
    }

    static void fields(Cell<String> cell) {
        show("get boolean", () -> System.out.println(cell.z));
        show("get long", () -> System.out.println(cell.j));
        show("get double", () -> System.out.println(cell.d));
        show("get object", () -> System.out.println(cell.o));
        show("put boolean", () -> cell.z = true);
        show("put byte", () -> cell.b = 1);
        show("put short", () -> cell.s = 1);
        show("put char", () -> cell.c = 'c');
        show("put int", () -> cell.i = 1);
        show("put long", () -> cell.j = 1);
        show("put float", () -> cell.f = 1);
        show("put double", () -> cell.d = 1);
        show("put object", () -> cell.o = cell);
        show("update long", () -> cell.j++);
        show("chained put", () -> cell.next.j = cell.next.i = 3);
    }

    static Shape shape() {
        return null;
    }

    void calls(Cell<String> cell, Shape shape, NullPointerMessages other, Pair pair, Color color) {
        show("private", () -> cell.hidden(1, null));
        show("interface", () -> shape.area(new int[0], "a", "b"));
        show("default", () -> shape.scaled(2).scaled(3));
        show("static interface", () -> Shape.none().scaled(1));
        show("inherited", () -> other.inherited(1.5f, null));
        show("super field", () -> other.base.base = null);
        show("own super field", () -> base.base.base = null);
        show("record", () -> pair.left().right());
        show("record again", () -> new Pair(null, "x").left().right());
        show("enum switch", () -> {
            switch (color) {
                case RED: System.out.println();
                default: System.out.println("default");
            }
        });
        show("enum constant", () -> color.name());
        show("string switch", () -> {
            switch ((String) pair.right()) {
                case "a": System.out.println();
                default: System.out.println("default");
            }
        });
        show("lambda target", () -> ((Supplier<Object>) null).get().toString());
        show("capture", () -> {
            Supplier<Object> call = () -> cell.next.o;
            call.get();
        });
        show("map result", () -> Map.of(1, "a").get(2).length());
        show("list result", () -> List.of(new int[1][]).get(0)[0]++);
        show("unboxed result", () -> System.out.println((int) Map.of(1, 2).get(3)));
        show("unboxed sum", () -> System.out.println(1 + Map.of("a", 2L).get("b")));
        show("cast", () -> ((String) cell.o).length());
        show("array clone", () -> ((int[][]) pair.right())[0].clone());
    }

    static void expressions(Cell<String> c, Cell<String>[] cells, int[][] grid, int at, long wide,
            Object any) {
        Cell<String> one = new Cell<>();
        Cell<?>[] row = new Cell<?>[300];
        Cell<?>[][][] cube = new Cell<?>[2][2][2];
        show("five", () -> System.out.println(link(6).next.next.next.next.next.next.i));
        show("calls in chain", () -> one.at(1).at(2));
        show("static call", () -> shape().scaled(0).scaled(1));
        show("static field", () -> Cell.head.next.next = null);
        show("element by local", () -> row[at].i++);
        show("element by constant", () -> row[5].i++);
        show("element by byte", () -> row[100].i++);
        show("element by short", () -> row[299].i++);
        show("element by minus", () -> row[at - 1].i++);
        show("element by long", () -> row[(int) wide].i++);
        show("element by field", () -> row[one.index].i++);
        show("element by static", () -> row[Cell.position].i++);
        show("element by call", () -> row[Cell.pick(null, null, 0)].i++);
        show("element by element", () -> row[grid[0][at]].i++);
        show("element by length", () -> row[grid.length].i++);
        show("element by char", () -> row["a".charAt(0)].i++);
        show("element by ternary", () -> row[at > 0 ? 1 : 0].i++);
        show("element by cast", () -> row[(byte) at].i++);
        show("element by increment", () -> {
            int k = 0;
            row[k++].i++;
        });
        show("three dimensions", () -> cube[1][at][0].i++);
        show("array of field", () -> one.row[at].i++);
        show("array of call", () -> rows(null)[at].i++);
        show("array of ternary", () -> (at > 0 ? row : cells)[1].i++);
        show("field of ternary", () -> (at > 0 ? c : one).next = null);
        show("field of field of ternary", () -> (at > 5 ? c : one).next.next = null);
        show("assignment", () -> {
            Cell<String> two;
            (two = c).i++;
        });
        show("null literal", () -> ((Cell<?>) null).i++);
        show("throw", () -> {
            throw (RuntimeException) any;
        });
        show("throw field", () -> {
            throw (Error) one.o;
        });
        show("synchronized", () -> {
            synchronized (any) {
                System.out.println();
            }
        });
        show("synchronized call", () -> {
            synchronized (one.at(3)) {
                System.out.println();
            }
        });
        show("for array", () -> {
            for (int k : grid[1]) {
                System.out.println(k);
            }
        });
        show("for iterable", () -> {
            for (Object k : (List<?>) any) {
                System.out.println(k);
            }
        });
    }

    static Cell<String> link(int count) {
        Cell<String> cell = new Cell<>();
        if (count > 1) {
            cell.next = link(count - 1);
        }
        return cell;
    }

    static Cell<?>[] rows(Object[] unused) {
        return new Cell<?>[2];
    }

    static void parameters(long a, Cell<?> b, double c, Cell<?> d, int[] e) {
        try {
            b.i = 1;
        } catch (NullPointerException x) {
            System.out.println("parameter after long: " + x.getMessage());
        }
        try {
            d.i = e[0];
        } catch (NullPointerException x) {
            System.out.println("parameter after double: " + x.getMessage());
        }
        try {
            d = d == null ? null : new Cell<>();
            d.i = 1;
        } catch (NullPointerException x) {
            System.out.println("assigned parameter: " + x.getMessage());
        }
        try {
            if (a > 0) {
                b = null;
            }
            b.i = 1;
        } catch (NullPointerException x) {
            System.out.println("perhaps assigned: " + x.getMessage());
        }
        try {
            for (int k = 0; k < 2; k++) {
                e[k] = k;
                e = null;
            }
        } catch (NullPointerException x) {
            System.out.println("assigned in a loop: " + x.getMessage());
        }
        Cell<?> local = b;
        try {
            local.i = 1;
        } catch (NullPointerException x) {
            System.out.println("local: " + x.getMessage());
        }
        try {
            while (local == null) {
                if (a++ > 3) {
                    local.j = a;
                }
            }
        } catch (NullPointerException x) {
            System.out.println("local in a loop: " + x.getMessage());
        } finally {
            System.out.println("finally");
        }
    }

    static Object many(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k,
            long l, long m, long n, long o, long p, long q, long r, long s, long t, long u, long v, long w,
            long x, long y, long z, long aa, long bb, long cc, long dd, long ee, Object ff, Object gg,
            Object hh) {
        try {
            return ff.hashCode();
        } catch (NullPointerException thrown) {
            System.out.println("local 62: " + thrown.getMessage());
        }
        try {
            return gg.hashCode();
        } catch (NullPointerException thrown) {
            System.out.println("local 63: " + thrown.getMessage());
        }
        try {
            return hh.hashCode();
        } catch (NullPointerException thrown) {
            System.out.println("local 64: " + thrown.getMessage());
        }
        return null;
    }

    /* No message where the top frame is native or left out of traces, or the program made the exception. */
    /** Branches bring what they assign to a parameter to some of the other branches. */
    static int joins(int[] array, int key, boolean assign, boolean leave, int[] other) {
        outer: {
            inner: {
                if (assign) {
                    array = other;
                    break inner;
                }
                if (leave) {
                    break inner;
                }
                switch (key) {
                    case 1: return array[1];
                    case 3: return array[3];
                    case 4: break outer;
                    case 5: return array[5];
                    default: break inner;
                }
            }
            return 3;
        }
        return 4;
    }

    static int joinsOfNoSwitch(int[] array, boolean assign, boolean leave, int[] other) {
        inner: {
            if (assign) {
                array = other;
                break inner;
            }
            if (leave) {
                break inner;
            }
            return array[0];
        }
        return array == null ? 1 : 2;
    }

    static void withoutMessage() throws Throwable {
        show("method reference", () -> {
            Function<String, Integer> length = String::length;
            length.apply(null);
        });
        show("bound method reference", () -> {
            String text = null;
            Supplier<Integer> length = text::length;
        });
        show("arraycopy", () -> System.arraycopy(null, 0, null, 0, 1));
        MethodType toInt = MethodType.methodType(int.class);
        MethodHandle length = MethodHandles.lookup().findVirtual(String.class, "length", toInt);
        show("method handle's receiver", () -> System.out.println((int) length.invokeExact((String) null)));
        MethodHandle none = MethodHandles.constant(String.class, null);
        show("method handle's result", () -> ((String) none.invokeExact()).length());
        MethodHandle handle = (MethodHandle) null;
        show("method handle itself", () -> System.out.println((Object) handle.invokeExact(1, "a")));
        show("thrown", () -> {
            throw new NullPointerException();
        });
        show("thrown with text", () -> {
            throw new NullPointerException("text");
        });
        show("thrown with null", () -> {
            throw new NullPointerException(null);
        });
        show("subclass", () -> {
            throw new Special();
        });
        show("made by reflection", () -> {
            throw NullPointerException.class.getConstructor().newInstance();
        });
        show("requireNonNull", () -> java.util.Objects.requireNonNull(null));
    }

    static class Special extends NullPointerException {
        Special() {
            super();
        }

        @Override
        public String getMessage() {
            return "special, " + super.getMessage();
        }
    }

    static NullPointerException caught() {
        try {
            Cell.head.next = null;
            return null;
        } catch (NullPointerException e) {
            return e;
        }
    }

    static void life() throws Exception {
        NullPointerException e = caught();
        System.out.println(e);
        System.out.println(e.getMessage().equals(e.getMessage()) + " " + e.getLocalizedMessage());
        e.fillInStackTrace();
        System.out.println("filled again: " + e.getMessage());
        NullPointerException unseen = caught();
        unseen.fillInStackTrace();
        System.out.println("filled before: " + unseen.getMessage());
        NullPointerException replaced = caught();
        replaced.setStackTrace(new StackTraceElement[0]);
        System.out.println("other trace: " + replaced.getMessage());
        System.out.println("cause: " + new RuntimeException(caught()).getMessage());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(e);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        System.out.println("serialized: " + copy);
        NullPointerException own = new NullPointerException();
        own.fillInStackTrace();
        System.out.println("own: " + own.getMessage());
    }

    /** A parameter that gets a value between its load and the instruction that uses it. */
    static int assignedMeanwhile(int which, String[] all, int[][] numbers, int i, NullPointerMessagesBase p) {
        switch (which) {
            case 0: return (p = p).hashCode();
            case 1: return all[(i = i)].length();
            case 2: return all[i].charAt(i = 3);
            case 3: return all[i].indexOf(3, (i = 2) + (all = all).length);
            case 4: return p.base.base.inherited(i = 3, null) == null ? 1 : 2;
            case 5: return numbers[i][i = 3];
            case 6: return (p = p).base.inherited(1, null) == null ? 1 : 2;
            default: return numbers[i][i = 3] = 1;
        }
    }

    public static void main(String[] args) throws Throwable {
        arrayLoads(null, null, null, null, null, null, null, null, null);
        arrayStores(null, null, null, null, null, null, null, null, null);
        fields(null);
        fields(new Cell<>());
        new NullPointerMessages().calls(null, null, null, null, null);
        new NullPointerMessages().calls(new Cell<>(), null, null, new Pair(null, new int[1][]), null);
        expressions(null, null, new int[2][], 1, 2, null);
        expressions(link(6), null, new int[][] {{0, 1}, null}, 1, 2, null);
        parameters(1, null, 2, null, null);
        parameters(0, null, 2, null, new int[1]);
        many(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                null, null, null);
        for (int key = 1; key < 6; key += 2) {
            int wanted = key;
            show("joins " + key, () -> joins(null, wanted, false, false, null));
        }
        show("joins of no switch", () -> joinsOfNoSwitch(null, false, false, null));
        for (int each = 0; each < 8; each++) {
            int which = each;
            NullPointerMessagesBase p = which == 0 ? null : new NullPointerMessagesBase();
            show("assigned meanwhile " + which,
                () -> assignedMeanwhile(which, new String[3], new int[3][], 1, p));
        }
        withoutMessage();
        life();
    }
}

class NullPointerMessagesBase {
    NullPointerMessagesBase base;

    Object inherited(float first, StringBuffer second) {
        return null;
    }
}
