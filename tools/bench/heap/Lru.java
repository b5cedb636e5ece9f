/** A cache of byte arrays under boxed keys, in order of use, as LinkedHashMap keeps one. */
public class Lru {
    static final int CAPACITY = 400_000;
    static final int KEYS = 600_000;
    static final int OPERATIONS = 6_000_000;
    static final int TABLE = 1 << 19;
    static final int BYTES = 100;

    static final class Entry {
        Integer key;
        byte[] value;
        Entry next;
        int hash;
        Entry before;
        Entry after;
    }

    static void unlink(Entry e) {
        Entry before = e.before;
        Entry after = e.after;
        before.after = after;
        after.before = before;
    }

    static void append(Entry head, Entry e) {
        Entry last = head.before;
        e.before = last;
        e.after = head;
        last.after = e;
        head.before = e;
    }

    static Entry find(Entry[] table, int key) {
        Entry e = table[key & (TABLE - 1)];
        while (e != null && e.key != key) {
            e = e.next;
        }
        return e;
    }

    static void evictEldest(Entry[] table, Entry head) {
        Entry eldest = head.after;
        Entry previous = null;
        unlink(eldest);
        int slot = eldest.hash & (TABLE - 1);
        Entry e = table[slot];
        for (; e != eldest; e = e.next) {
            previous = e;
        }
        if (previous != null) {
            previous.next = e.next;
        } else {
            table[slot] = e.next;
        }
    }

    static void insert(Entry[] table, Entry head, int key) {
        byte[] value = new byte[BYTES];
        value[key % BYTES] = (byte) key;
        Integer boxed = key;
        Entry e = new Entry();
        e.hash = key;
        e.key = boxed;
        e.value = value;
        e.next = table[key & (TABLE - 1)];
        table[key & (TABLE - 1)] = e;
        append(head, e);
    }

    public static void main(String[] args) {
        Entry[] table = new Entry[TABLE];
        Entry head = new Entry();
        head.before = head;
        head.after = head;
        long seed = 18;
        long sum = 0;
        int size = 0;
        int hits = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int key = (int) (seed >>> 33) % KEYS;
            Entry e = find(table, key);
            if (e != null) {
                unlink(e);
                append(head, e);
                sum += e.value[key % BYTES];
                hits++;
            } else {
                if (size == CAPACITY) {
                    evictEldest(table, head);
                } else {
                    size++;
                }
                insert(table, head, key);
            }
        }
        System.out.println("lru " + sum + " " + hits + " " + size);
    }
}
