import java.util.*;
import jnr.ffi.*;
import jnr.ffi.annotations.*;
import jnr.ffi.types.*;

/** Calls into C and back by JNR-FFI, which stands on JFFI: values, text, structures, varargs, callbacks. */
public class Calls {
    public interface C {
        interface Order { @Delegate int compare(Pointer a, Pointer b); }
        int abs(int x);
        @size_t long strlen(String text);
        int snprintf(@Out byte[] buffer, @size_t long length, String format, Object... values);
        void qsort(@In @Out int[] array, @size_t long count, @size_t long size, Order order);
        Pointer getpwnam(String name);
        int gettimeofday(@Out @Transient Time time, Pointer zone);
        int close(int file);
    }
    public interface M {
        double pow(double x, double y);
        float sqrtf(float x);
    }
    public static class Time extends Struct {
        public final SignedLong seconds = new SignedLong(), micros = new SignedLong();
        public Time(jnr.ffi.Runtime runtime) { super(runtime); }
    }

    public static void main(String[] args) {
        C c = LibraryLoader.create(C.class).load("c");
        M m = LibraryLoader.create(M.class).load("m");
        jnr.ffi.Runtime runtime = jnr.ffi.Runtime.getRuntime(c);
        System.out.println(c.abs(-5) + " " + c.strlen("hello") + " " + m.pow(2, 10) + " " + m.sqrtf(2));
        byte[] buffer = new byte[100];
        int length = c.snprintf(buffer, 100, "%d %s", 42, "text");
        System.out.println(length + " " + new String(buffer, 0, length));
        int[] numbers = new Random(3).ints(500).toArray(), sorted = numbers.clone();
        c.qsort(numbers, 500, 4, (p, q) -> Integer.compare(p.getInt(0), q.getInt(0)));
        Arrays.sort(sorted);
        System.out.println(Arrays.equals(numbers, sorted));
        Pointer user = c.getpwnam("root");
        System.out.println(user.getPointer(0).getString(0) + " " + user.getInt(16));
        Time time = new Time(runtime);
        System.out.println(c.gettimeofday(time, null) + " " + (time.seconds.get() > 1600000000L));
        System.out.println(c.close(-1) + " " + LastError.getLastError(runtime));
        Pointer memory = Memory.allocate(runtime, 32);
        memory.putLong(8, 1L << 40);
        System.out.println(memory.getLong(8));
    }
}
