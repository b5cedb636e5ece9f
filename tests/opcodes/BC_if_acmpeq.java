// if_acmpeq: jumps when two references are the same; equal contents do not matter.
public class BC_if_acmpeq {
    static int forward(Object a, Object b) {
        if (a != b) {
            return 1;
        }
        return 2;
    }

    static int find(Object[] all, Object wanted) {
        int i = -1;
        do {
            i++;
        } while (i < all.length - 1 && all[i] != wanted);
        return all[i] == wanted ? i : -1;
    }

    static int walk(Object[] all, Object stop) {
        int i = 0;
        Object now;
        do {
            now = all[i++];
        } while (now == stop && i < all.length);
        return i;
    }

    public static void main(String[] args) {
        String text = new String("a");
        int[] ints = {1};
        Object[] all = {null, text, new String("a"), "a", "a", ints, ints.clone(), all(), Integer.valueOf(5),
            5};
        for (Object a : all) {
            for (Object b : all) {
                System.out.print(forward(a, b));
            }
            System.out.println(" " + find(all, a) + " " + walk(all, a));
        }
        System.out.println(find(all, new Object()));
    }

    static Object all() {
        return new Object[0];
    }
}
