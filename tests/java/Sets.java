// HashSet, LinkedHashSet, TreeSet, EnumSet, immutable sets, BitSet, set algebra.
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArraySet;

public class Sets {
    static void algebra(Set<Integer> a, Set<Integer> b) {
        for (int i = 0; i < 20; i += 2) {
            a.add(i);
        }
        for (int i = 0; i < 20; i += 3) {
            b.add(i);
        }
        Set<Integer> union = new TreeSet<>(a);
        union.addAll(b);
        Set<Integer> both = new TreeSet<>(a);
        both.retainAll(b);
        System.out.println(union + " " + both + " " + a.removeAll(b) + new TreeSet<>(a)
            + a.containsAll(List.of(2, 4))
            + a.add(2) + a.add(3) + a.remove(99) + a.hashCode() + a.equals(new HashSet<>(a)));
    }

    public static void main(String[] args) {
        algebra(new HashSet<>(), new TreeSet<>());
        algebra(new LinkedHashSet<>(), new HashSet<>());
        algebra(new TreeSet<>(Comparator.reverseOrder()), new CopyOnWriteArraySet<>());
        algebra(new ConcurrentSkipListSet<>(),
            Collections.newSetFromMap(new java.util.concurrent.ConcurrentHashMap<>()));
        System.out.println(new LinkedHashSet<>(List.of("z", "a", "z", "m").subList(0, 2)) + " "
            + new HashSet<>(List.of("banana", "apple", "cherry")));
        NavigableSet<String> tree = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(tree, "Delta", "alpha", "ALPHA", "charlie", "Bravo");
        System.out.println(tree + " " + tree.first() + tree.last() + tree.headSet("c") + tree.ceiling("bz")
            + tree.descendingSet()
            + tree.pollFirst() + tree.contains("DELTA") + tree.subSet("bravo", true, "charlie", false));
        BitSet bits = new BitSet();
        bits.set(3);
        bits.set(60, 70);
        bits.flip(64);
        BitSet other = new BitSet();
        other.set(0, 65);
        System.out.println(bits + " " + bits.cardinality() + " " + bits.nextClearBit(60) + " "
            + bits.length() + " "
            + bits.intersects(other));
        bits.and(other);
        System.out.println(bits + " " + bits.stream().sum() + " " + bits.previousSetBit(59));
        BitSet sieve = new BitSet(1000);
        sieve.set(2, 1000);
        for (int i = 2; i * i < 1000; i = sieve.nextSetBit(i + 1)) {
            for (int j = i * i; j < 1000; j += i) {
                sieve.clear(j);
            }
        }
        System.out.println(sieve.cardinality());
        try {
            Set.of("x", "x");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        try {
            new TreeSet<Object>(List.of(1, "x"));
        } catch (ClassCastException e) {
            System.out.println("not comparable");
        }
        try {
            new TreeSet<>().add(new Object());
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
    }
}
