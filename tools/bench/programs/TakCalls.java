/** Static calls with three arguments (Takeuchi). Call-bound. */
public class TakCalls {
    static int tak(int x, int y, int z) {
        return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
    }

    public static void main(String[] args) {
        int sum = 0;
        for (int i = 0; i < 60; i++) {
            sum += tak(21 + (i & 1), 14, 7);
        }
        System.out.println("tak " + sum);
    }
}
