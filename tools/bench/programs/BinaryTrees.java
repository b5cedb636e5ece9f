/** Allocation of small objects that die young, beside one tree that lives. */
public class BinaryTrees {
    static final class Node {
        final Node left;
        final Node right;

        Node(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        int count() {
            return left == null ? 1 : 1 + left.count() + right.count();
        }
    }

    static Node build(int depth) {
        return depth == 0 ? new Node(null, null) : new Node(build(depth - 1), build(depth - 1));
    }

    public static void main(String[] args) {
        Node kept = build(17);
        int sum = 0;
        for (int depth = 4; depth <= 16; depth += 2) {
            int rounds = 1 << (19 - depth);
            for (int i = 0; i < rounds; i++) {
                sum += build(depth).count();
            }
        }
        System.out.println("trees " + sum + " " + kept.count());
    }
}
