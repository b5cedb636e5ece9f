/** A hash map from boxed to boxed integers, as HashMap does it, a million entries. */
public class BoxedMap {
    static final int KEYS = 1_500_000;
    static final int OPERATIONS = 10_000_000;
    static final int TABLE = 1 << 20;

    static final class Entry {
        final Integer key;
        Integer value;
        Entry next;
        final int hash;

        Entry(int hash, Integer key, Integer value, Entry next) {
            this.hash = hash;
            this.key = key;
            this.value = value;
            this.next = next;
        }
    }

    static Entry find(Entry[] table, int hash, int key) {
        Entry e = table[hash & (TABLE - 1)];
        while (e != null && e.key != key) {
            e = e.next;
        }
        return e;
    }

    static boolean put(Entry[] table, int key, int value) {
        Integer boxedKey = key;
        Integer boxed = value;
        int hash = key ^ key >>> 16;
        Entry e = find(table, hash, key);
        if (e != null) {
            e.value = boxed;
            return false;
        }
        table[hash & (TABLE - 1)] = new Entry(hash, boxedKey, boxed, table[hash & (TABLE - 1)]);
        return true;
    }

    static boolean remove(Entry[] table, int key) {
        int hash = key ^ key >>> 16;
        Entry previous = null;
        Entry e = table[hash & (TABLE - 1)];
        while (e != null && e.key != key) {
            previous = e;
            e = e.next;
        }
        if (e == null) {
            return false;
        }
        if (previous != null) {
            previous.next = e.next;
        } else {
            table[hash & (TABLE - 1)] = e.next;
        }
        return true;
    }

    public static void main(String[] args) {
        Entry[] table = new Entry[TABLE];
        long seed = 17;
        long sum = 0;
        int size = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int key = (int) (seed >>> 33) % KEYS;
            int what = i % 8;
            if (what < 4) {
                size += put(table, key, i) ? 1 : 0;
            } else if (what < 6) {
                Entry e = find(table, key ^ key >>> 16, key);
                sum += e != null ? e.value : 1;
            } else if (what == 6) {
                size -= remove(table, key) ? 1 : 0;
            }
        }
        System.out.println("map " + sum + " " + size);
    }
}
