import com.sun.jna.*;
import com.sun.jna.ptr.*;
import java.util.*;

/** Calls into C and back by JNA: values, text, structures, unions, varargs, callbacks, direct mapping. */
public class Calls {
    public interface C extends Library {
        C C = Native.load("c", C.class);
        interface Order extends Callback { int compare(Pointer a, Pointer b); }
        interface Start extends Callback { Pointer run(Pointer argument); }
        int abs(int x);
        NativeLong strlen(String text);
        int sprintf(byte[] buffer, String format, Object... values);
        void qsort(int[] array, NativeLong count, NativeLong size, Order order);
        User getpwnam(String name);
        Quotient.ByValue div(int a, int b);
        int open(String path, int flags) throws LastErrorException;
        int close(int file);
        int pthread_create(PointerByReference thread, Pointer attributes, Start start, Pointer argument);
        int pthread_join(Pointer thread, PointerByReference result);
    }
    public interface M extends Library {
        M M = Native.load("m", M.class);
        double pow(double x, double y);
        float sqrtf(float x);
    }
    public static class Direct {
        static { Native.register("c"); }
        static native int toupper(int c);
        static native long labs(long x);
    }
    @Structure.FieldOrder({"quot", "rem"})
    public static class Quotient extends Structure {
        public int quot, rem;
        public static class ByValue extends Quotient implements Structure.ByValue { }
    }
    @Structure.FieldOrder({"name", "password", "uid", "gid", "comment", "folder", "shell"})
    public static class User extends Structure {
        public String name, password;
        public int uid, gid;
        public String comment, folder, shell;
    }
    public static class Both extends Union {
        public int i;
        public float f;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(C.C.abs(-5) + " " + C.C.strlen("hello"));
        System.out.println(M.M.pow(2, 10) + " " + M.M.sqrtf(2));
        byte[] buffer = new byte[100];
        int length = C.C.sprintf(buffer, "%d %s %.2f", 42, "text", 2.5);
        System.out.println(length + " " + Native.toString(buffer));
        int[] numbers = new Random(3).ints(500).toArray(), sorted = numbers.clone();
        C.C.qsort(numbers, new NativeLong(500), new NativeLong(4),
                  (p, q) -> Integer.compare(p.getInt(0), q.getInt(0)));
        Arrays.sort(sorted);
        System.out.println(Arrays.equals(numbers, sorted));
        User user = C.C.getpwnam("root");
        System.out.println(user.name + " " + user.uid + " " + user.folder);
        Quotient.ByValue quotient = C.C.div(17, 5);
        System.out.println(quotient.quot + " " + quotient.rem + " " + new Quotient().toArray(4)[3].size());
        try {
            C.C.open("/nonexistent/x", 0);
        } catch (LastErrorException e) {
            System.out.println(e.getMessage() + " " + e.getErrorCode());
        }
        System.out.println(C.C.close(-1) + " " + Native.getLastError());
        System.out.println((char) Direct.toupper('q') + " " + Direct.labs(-7L));
        PointerByReference thread = new PointerByReference(), result = new PointerByReference();
        C.Start start = argument -> {
            System.out.println("on a thread of C " + Thread.currentThread().isDaemon());
            return argument.share(1);
        };
        Memory memory = new Memory(64);
        int failed = C.C.pthread_create(thread, null, start, memory);
        System.out.println(failed | C.C.pthread_join(thread.getValue(), result));
        System.out.println(Pointer.nativeValue(result.getValue()) - Pointer.nativeValue(memory));
        Both both = new Both();
        both.f = 1;
        both.setType("f");
        both.write();
        System.out.println(Integer.toHexString(both.getPointer().getInt(0)));
        memory.setString(0, "m\u00e4", "UTF-8");
        System.out.println(memory.getString(0, "UTF-8") + " " + memory.size());
        try {
            memory.getInt(62);
        } catch (IndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        Native.setCallbackExceptionHandler((callback, e) -> System.out.println("caught " + e));
        int[] two = {2, 1};
        C.C.qsort(two, new NativeLong(2), new NativeLong(4), (p, q) -> {
            throw new IllegalStateException("in C");
        });
        if (Native.isProtected()) {
            try {
                new Pointer(8).getInt(0);
            } catch (Error e) {
                System.out.println(e);
            }
        }
        try {
            Native.load("no-such-library", C.class);
        } catch (UnsatisfiedLinkError e) {
            System.out.println(e.getMessage().split("\n")[0]);
        }
    }
}
