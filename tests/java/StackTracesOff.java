// Throwables without stack traces.
// vmargs: -XX:-StackTraceInThrowable
public class StackTracesOff {
    public static void main(String[] args) {
        try {
            throw new IllegalStateException("none");
        } catch (IllegalStateException e) {
            System.out.println(e + " " + e.getStackTrace().length);
            e.printStackTrace(System.out);
            e.setStackTrace(new StackTraceElement[] {new StackTraceElement("C", "m", "C.java", 1)});
            e.printStackTrace(System.out);
        }
        try {
            System.out.println(args[0].length() + ((Object) null).hashCode());
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage() + " " + e.getStackTrace().length);
        }
        throw new IllegalStateException("uncaught", new RuntimeException("cause"));
    }
}
