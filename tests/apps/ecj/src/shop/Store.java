package shop;

import java.io.Closeable;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Inner, local and anonymous classes, generics, annotations, lambdas, loops with labels, resources. */
@Store.Note("main")
@Store.Note(value = "second", weight = 2)
public class Store<K extends Comparable<? super K>, V extends Item> implements Iterable<V>, Closeable {
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.TYPE_USE, ElementType.METHOD})
    @Repeatable(Notes.class)
    public @interface Note {
        String value();

        int weight() default 1;

        Class<? extends Throwable>[] raised() default {};
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.TYPE_USE, ElementType.METHOD})
    public @interface Notes {
        Note[] value();
    }

    static final long SIZE = 1L << 40;
    static int opened;
    protected final TreeMap<K, List<V>> shelves = new TreeMap<>();
    private transient volatile int changes;
    private final Supplier<String> state =
            () -> shelves.keySet() + "/" + changes + "/" + this.getClass().getName();

    static {
        opened = (int) (SIZE >>> 40);
    }

    {
        changes--;
    }

    @SafeVarargs
    public final Store<K, V> add(K key, V... items) {
        for (V item : items) {
            shelves.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
            changes++;
        }
        return this;
    }

    @Note("search")
    public <R> List<R> find(Predicate<? super V> test, Function<? super V, ? extends R> view)
            throws IOException {
        List<R> found = new ArrayList<>();
        search:
        for (List<V> shelf : shelves.values()) {
            for (V item : shelf) {
                if (item == null) {
                    continue search;
                }
                if (found.size() > 100) {
                    break search;
                }
                if (test.test(item)) {
                    found.add(view.apply(item));
                }
            }
        }
        return found;
    }

    @Override
    public Iterator<V> iterator() {
        class Walk implements Iterator<V> {
            private final Iterator<List<V>> outer = shelves.values().iterator();
            private Iterator<V> inner = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return false;
                }

                @Override
                public V next() {
                    throw new NoSuchElementException(String.valueOf(changes));
                }
            };

            @Override
            public boolean hasNext() {
                while (!inner.hasNext() && outer.hasNext()) {
                    inner = outer.next().iterator();
                }
                return inner.hasNext();
            }

            @Override
            public V next() {
                return inner.next();
            }
        }
        return new Walk();
    }

    public class Cursor {
        private int at = changes++;

        public int advance(int by) {
            Store.this.changes += by;
            return at += by;
        }

        class Mark {
            final int where = at + Store.this.changes;
        }
    }

    synchronized int weigh(char c, byte b, short s, float f, double d, long l, boolean z) {
        int weight = z ? c : b;
        weight <<= s;
        weight += f > d ? (int) f : (int) d;
        synchronized (shelves) {
            weight ^= (int) (l % 7);
        }
        do {
            weight -= 3;
        } while (weight > 10 && !z || weight == 5);
        switch (weight) {
            case -1:
            case 2:
                weight++;
            case 1_000_000:
                break;
            default:
                weight = ~weight;
        }
        return weight;
    }

    static String describe(Object o) {
        if (o instanceof Item.Book b && b.pages().length > 0) {
            return "book of " + b.pages()[0];
        } else if (!(o instanceof String s)) {
            return "other " + o;
        } else {
            return switch (s) {
                case "Aa", "BB" -> "same hash";
                case "" -> "empty";
                default -> """
                    text block: "%s"
                      indented \
                    joined""".formatted(s);
            };
        }
    }

    @Override
    public void close() throws IOException {
        if (changes > 1000) {
            throw new IOException("too many");
        }
        changes = 0;
    }

    public static void main(String[] args) throws Exception {
        try (Store<String, Item> store = new Store<>();
             Closeable second = () -> System.out.println("closed")) {
            store.add("b", new Item.Book("Emma", Money.of("12.345 EUR"), 474),
                      new Item.Book("Dune", Money.ZERO, 412, 1));
            store.add("a", new Item.Tool("saw", Money.of("7 EUR")));
            for (Item item : store) {
                System.out.println(item.label() + " " + item.price() + " " + describe(item));
            }
            System.out.println(store.find(i -> i.kind().shelf() > 0, Item::label));
            System.out.println(store.shelves.values().stream().flatMap(List::stream)
                    .collect(Collectors.groupingBy(Item::kind, TreeMap::new, Collectors.counting())));
            Store<String, Item>.Cursor cursor = store.new Cursor();
            System.out.println(cursor.advance(3) + " " + cursor.new Mark().where);
            System.out.println(store.weigh('x', (byte) 1, (short) 2, 1.5f, 2.5, 99L, true) + describe("Aa")
                    + describe("text") + store.state.get().length());
        } catch (IllegalStateException | IOException e) {
            System.out.println(e);
        } finally {
            System.out.println("done " + opened);
        }
    }
}
