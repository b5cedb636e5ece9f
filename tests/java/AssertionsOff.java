// Assertions are off by default: conditions and messages are not evaluated.
public class AssertionsOff {
    static int evaluated;

    static boolean condition() {
        evaluated++;
        return false;
    }

    public static void main(String[] args) {
        assert condition() : evaluated++;
        System.out.println(evaluated + " " + AssertionsOff.class.desiredAssertionStatus());
    }
}
