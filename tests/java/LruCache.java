// Compute: a hand-made hash map and linked list as an LRU cache, checked against LinkedHashMap.
import java.util.LinkedHashMap;
import java.util.Map;

public class LruCache<K, V> {
    private static final class Node<K, V> {
        final K key;
        V value;
        Node<K, V> before;
        Node<K, V> after;
        Node<K, V> chain;

        Node(K key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    private final Node<K, V>[] buckets;
    private final Node<K, V> head = new Node<>(null, null);
    private final int capacity;
    private int size;

    @SuppressWarnings("unchecked")
    LruCache(int capacity) {
        this.capacity = capacity;
        buckets = (Node<K, V>[]) new Node<?, ?>[capacity * 2];
        head.before = head;
        head.after = head;
    }

    private int slot(K key) {
        return (key.hashCode() & 0x7fffffff) % buckets.length;
    }

    private Node<K, V> find(K key) {
        for (Node<K, V> n = buckets[slot(key)]; n != null; n = n.chain) {
            if (n.key.equals(key)) {
                return n;
            }
        }
        return null;
    }

    private void unlink(Node<K, V> n) {
        n.before.after = n.after;
        n.after.before = n.before;
    }

    private void front(Node<K, V> n) {
        n.after = head.after;
        n.before = head;
        head.after.before = n;
        head.after = n;
    }

    V get(K key) {
        Node<K, V> n = find(key);
        if (n == null) {
            return null;
        }
        unlink(n);
        front(n);
        return n.value;
    }

    void put(K key, V value) {
        Node<K, V> n = find(key);
        if (n != null) {
            n.value = value;
            unlink(n);
            front(n);
            return;
        }
        if (size == capacity) {
            Node<K, V> old = head.before;
            unlink(old);
            Node<K, V> c = buckets[slot(old.key)];
            if (c == old) {
                buckets[slot(old.key)] = old.chain;
            } else {
                while (c.chain != old) {
                    c = c.chain;
                }
                c.chain = old.chain;
            }
            size--;
        }
        n = new Node<>(key, value);
        n.chain = buckets[slot(key)];
        buckets[slot(key)] = n;
        front(n);
        size++;
    }

    public static void main(String[] args) {
        int capacity = 50;
        LruCache<String, Integer> mine = new LruCache<>(capacity);
        Map<String, Integer> theirs = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Integer> e) {
                return size() > capacity;
            }
        };
        int hits = 0;
        int different = 0;
        int seed = 1;
        for (int i = 0; i < 8000; i++) {
            seed = seed * 1103515245 + 12345;
            String key = "k" + (seed >>> 16) % 120;
            if ((seed & 0x400) == 0) {
                mine.put(key, i);
                theirs.put(key, i);
            } else {
                Integer a = mine.get(key);
                Integer b = theirs.get(key);
                hits += a == null ? 0 : 1;
                different += java.util.Objects.equals(a, b) ? 0 : 1;
            }
        }
        System.out.println(hits + " hits, " + different + " differences, " + mine.size);
    }
}
