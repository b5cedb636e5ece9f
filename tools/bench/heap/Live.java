/** 100 MB laid out in allocation order, and twenty collections: how long is a pause? */
public class Live {
    static final int TREES = 100;
    static final int DEPTH = 14;
    static final int COLLECTIONS = 20;

    public static void main(String[] args) {
        Trees[] all = new Trees[TREES];
        for (int i = 0; i < TREES; i++) {
            all[i] = Trees.build(DEPTH);
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        int sum = 0;
        for (Trees tree : all) {
            sum += Trees.count(tree);
        }
        System.out.println("live " + sum);
    }
}
