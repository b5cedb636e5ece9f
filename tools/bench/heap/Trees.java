/** Binary trees, most of them short-lived, beside one that stays. */
public class Trees {
    static final int DEPTH = 18;

    Trees left;
    Trees right;

    static Trees build(int depth) {
        if (depth == 0) {
            return new Trees();
        }
        Trees left = build(depth - 1);
        Trees right = build(depth - 1);
        Trees o = new Trees();
        o.left = left;
        o.right = right;
        return o;
    }

    static int count(Trees o) {
        return o.left != null ? 1 + count(o.left) + count(o.right) : 1;
    }

    public static void main(String[] args) {
        long sum = count(build(DEPTH + 1));
        Trees kept = build(DEPTH);
        for (int depth = 4; depth <= DEPTH; depth += 2) {
            for (int i = 0; i < 1 << (DEPTH - depth + 4); i++) {
                sum += count(build(depth));
            }
        }
        System.out.println("trees " + sum + " " + count(kept));
    }
}
