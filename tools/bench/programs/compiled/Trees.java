/** Allocation of small objects that live for a while: complete binary trees. */
public class Trees {
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

    static Node make(int depth) {
        return depth == 0 ? new Node(null, null) : new Node(make(depth - 1), make(depth - 1));
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        Node kept = make(14);
        int check = 0;
        for (int round = 0; round < size; round++) {
            check = check * 31 + make(4 + round % 10).count();
        }
        System.out.println("trees " + check + " " + kept.count());
    }
}
