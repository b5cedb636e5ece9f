// Compute: an immutable red-black tree and a persistent list by recursion over sealed types; deep recursion.
import java.util.function.BiFunction;

public class Ropes {
    sealed interface Tree permits Leaf, Branch { }

    enum Leaf implements Tree { EMPTY }

    record Branch(boolean red, Tree left, int key, Tree right) implements Tree { }

    static Tree insert(Tree t, int key) {
        Branch b = (Branch) add(t, key);
        return new Branch(false, b.left(), b.key(), b.right());
    }

    static Tree add(Tree t, int key) {
        if (!(t instanceof Branch b)) {
            return new Branch(true, Leaf.EMPTY, key, Leaf.EMPTY);
        }
        if (key < b.key()) {
            return balance(b.red(), add(b.left(), key), b.key(), b.right());
        } else if (key > b.key()) {
            return balance(b.red(), b.left(), b.key(), add(b.right(), key));
        }
        return b;
    }

    static Tree balance(boolean red, Tree l, int k, Tree r) {
        if (!red) {
            if (l instanceof Branch a && a.red() && a.left() instanceof Branch c && c.red()) {
                return join(c.left(), c.key(), c.right(), a.key(), a.right(), k, r);
            }
            if (l instanceof Branch a && a.red() && a.right() instanceof Branch c && c.red()) {
                return join(a.left(), a.key(), c.left(), c.key(), c.right(), k, r);
            }
            if (r instanceof Branch a && a.red() && a.left() instanceof Branch c && c.red()) {
                return join(l, k, c.left(), c.key(), c.right(), a.key(), a.right());
            }
            if (r instanceof Branch a && a.red() && a.right() instanceof Branch c && c.red()) {
                return join(l, k, a.left(), a.key(), c.left(), c.key(), c.right());
            }
        }
        return new Branch(red, l, k, r);
    }

    static Tree join(Tree a, int x, Tree b, int y, Tree c, int z, Tree d) {
        return new Branch(true, new Branch(false, a, x, b), y, new Branch(false, c, z, d));
    }

    static <R> R fold(Tree t, R start, BiFunction<R, Integer, R> f) {
        return t instanceof Branch b ? fold(b.right(), f.apply(fold(b.left(), start, f), b.key()), f) : start;
    }

    static int height(Tree t) {
        return t instanceof Branch b ? 1 + Math.max(height(b.left()), height(b.right())) : 0;
    }

    record Cons(int head, Cons tail) {
        static int sum(Cons c) {
            return c == null ? 0 : c.head + sum(c.tail);
        }
    }

    public static void main(String[] args) {
        Tree t = Leaf.EMPTY;
        Tree half = null;
        for (int i = 0; i < 2000; i++) {
            t = insert(t, i * 7919 % 2003);
            if (i == 999) {
                half = t;
            }
        }
        System.out.println(fold(t, 0, (n, k) -> n + 1) + " " + fold(half, 0, (n, k) -> n + 1) + " "
            + fold(t, 0L, (s, k) -> s * 31 + k)
            + " " + (height(t) <= 22));
        Cons list = null;
        for (int i = 0; i < 3000; i++) {
            list = new Cons(i, list);
        }
        System.out.println(Cons.sum(list) + " " + t.equals(insert(t, 5)) + " " + ((Branch) t).key());
    }
}
