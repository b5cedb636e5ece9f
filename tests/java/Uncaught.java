// An exception that nobody catches: its trace with causes on stderr, exit code 1.
public class Uncaught {
    static void deep(int n) throws Exception {
        if (n == 0) {
            throw new Exception("the end", new IllegalArgumentException("because"));
        }
        deep(n - 1);
    }

    public static void main(String[] args) throws Exception {
        System.out.println("before");
        deep(2);
    }
}
