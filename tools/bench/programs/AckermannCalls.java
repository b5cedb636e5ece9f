/** Instance and private calls, deep recursion (Ackermann). Call-bound. */
public class AckermannCalls {
    private int calls;

    private int ack(int m, int n) {
        calls++;
        if (m == 0) {
            return n + 1;
        }
        return n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1));
    }

    public static void main(String[] args) {
        AckermannCalls a = new AckermannCalls();
        int sum = 0;
        for (int i = 0; i < 40; i++) {
            sum += a.ack(2, 600 + i);
        }
        for (int i = 0; i < 22; i++) {
            sum += a.ack(3, 7);
        }
        System.out.println("ackermann " + sum + " " + a.calls);
    }
}
