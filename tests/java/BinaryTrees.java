// Compute: allocation and walking of many small trees.
public class BinaryTrees {
    static final class Tree {
        final Tree left;
        final Tree right;

        Tree(Tree left, Tree right) {
            this.left = left;
            this.right = right;
        }

        int check() {
            return left == null ? 1 : 1 + left.check() + right.check();
        }
    }

    static Tree bottomUp(int depth) {
        return depth == 0 ? new Tree(null, null) : new Tree(bottomUp(depth - 1), bottomUp(depth - 1));
    }

    public static void main(String[] args) {
        int max = 12;
        System.out.println("stretch " + bottomUp(max + 1).check());
        Tree kept = bottomUp(max);
        for (int depth = 4; depth <= max; depth += 4) {
            int rounds = 1 << (max - depth + 4);
            int check = 0;
            for (int i = 0; i < rounds / 4; i++) {
                check += bottomUp(depth).check();
            }
            System.out.println(rounds / 4 + " trees of depth " + depth + " check " + check);
        }
        System.out.println("kept " + kept.check());
    }
}
