// compile-with: --add-modules jdk.incubator.foreign
// vmargs: --add-modules jdk.incubator.foreign --enable-native-access=ALL-UNNAMED
// until: 17
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import jdk.incubator.foreign.*;

import static jdk.incubator.foreign.CLinker.*;

/**
 * C libraries driven from Java without a line of C: qsort with a comparator, printf, getpwnam, zlib, sqlite3.
 * A library that the machine does not have is passed over.
 */
public class ForeignLibraries {
    static final Class<?> P = MemoryAddress.class;

    static MethodHandle function(SymbolLookup in, String name, Class<?> result,
            FunctionDescriptor descriptor,
                                 Class<?>... parameters) {
        return CLinker.getInstance().downcallHandle(in.lookup(name).get(),
            MethodType.methodType(result, parameters), descriptor);
    }

    static MethodHandle libc(String name, Class<?> result, FunctionDescriptor descriptor,
            Class<?>... parameters) {
        return function(CLinker.systemLookup(), name, result, descriptor, parameters);
    }

    static boolean load(String... names) {
        for (String folder : List.of("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64")) {
            for (String name : names) {
                File file = new File(folder, name);
                if (file.exists()) {
                    System.load(file.getPath());
                    return true;
                }
            }
        }
        return false;
    }

    // -- qsort

    static int compare(MemoryAddress a, MemoryAddress b) {
        MemorySegment all = MemorySegment.globalNativeSegment();
        return Integer.compare(MemoryAccess.getIntAtOffset(all, a.toRawLongValue()),
                               MemoryAccess.getIntAtOffset(all, b.toRawLongValue()));
    }

    static void sort(ResourceScope scope) throws Throwable {
        MethodHandle qsort = libc("qsort", void.class, FunctionDescriptor.ofVoid(C_POINTER, C_LONG,
                C_LONG, C_POINTER),
                                  P, long.class, long.class, P);
        MethodHandle compare = MethodHandles.lookup().findStatic(ForeignLibraries.class, "compare",
            MethodType.methodType(int.class, P, P));
        MemoryAddress stub = CLinker.getInstance().upcallStub(compare,
            FunctionDescriptor.of(C_INT, C_POINTER, C_POINTER), scope);
        int[] numbers = new Random(5).ints(2000).toArray();
        MemorySegment array = SegmentAllocator.ofScope(scope).allocateArray(MemoryLayouts.JAVA_INT,
                numbers);
        qsort.invokeExact(array.address(), 2000L, 4L, stub);
        Arrays.sort(numbers);
        System.out.println("qsort " + Arrays.equals(numbers, array.toIntArray()));
    }

    // -- printf, getpwnam

    static void print(ResourceScope scope) throws Throwable {
        MethodHandle printf = libc("snprintf", int.class,
            FunctionDescriptor.of(C_INT, C_POINTER, C_LONG, C_POINTER, asVarArg(C_INT), asVarArg(C_DOUBLE),
                                  asVarArg(C_POINTER), asVarArg(C_LONG)),
            P, long.class, P, int.class, double.class, P, long.class);
        MemorySegment buffer = MemorySegment.allocateNative(100, scope);
        int length = (int) printf.invokeExact(buffer.address(), 100L, toCString("%d %.2f %s %lx",
                scope).address(),
            -7, 2.5, toCString("text", scope).address(), 0xFEDCBA9876543210L);
        System.out.println(length + " " + toJavaString(buffer));
    }

    static void user(ResourceScope scope) throws Throwable {
        MethodHandle getpwnam = libc("getpwnam", P, FunctionDescriptor.of(C_POINTER, C_POINTER), P);
        MemoryAddress entry = (MemoryAddress) getpwnam.invokeExact(toCString("root", scope).address());
        MemorySegment passwd = entry.asSegment(48, scope);    // name, password, ids, comment, folder, shell
        System.out.println(toJavaString(MemoryAccess.getAddressAtOffset(passwd, 0)) + " "
            + MemoryAccess.getIntAtOffset(passwd, 16) + " "
            + toJavaString(MemoryAccess.getAddressAtOffset(passwd, 32)));
        entry = (MemoryAddress) getpwnam.invokeExact(toCString("nobody of this name", scope).address());
        System.out.println(entry.equals(MemoryAddress.NULL));
    }

    // -- zlib

    static boolean zlib(ResourceScope scope) throws Throwable {
        if (!load("libz.so.1")) return true;
        SymbolLookup lookup = SymbolLookup.loaderLookup();
        MethodHandle crc32 = function(lookup, "crc32", long.class, FunctionDescriptor.of(C_LONG, C_LONG,
                C_POINTER,
            C_INT), long.class, P, int.class);
        FunctionDescriptor four = FunctionDescriptor.of(C_INT, C_POINTER, C_POINTER, C_POINTER, C_LONG);
        MethodHandle compress = function(lookup, "compress", int.class, four, P, P, P, long.class);
        MethodHandle uncompress = function(lookup, "uncompress", int.class, four, P, P, P, long.class);
        byte[] bytes = "a text that repeats, ".repeat(500).getBytes();
        SegmentAllocator allocator = SegmentAllocator.ofScope(scope);
        MemorySegment in = allocator.allocateArray(MemoryLayouts.JAVA_BYTE, bytes);
        MemorySegment packed = allocator.allocate(20000), out = allocator.allocate(20000);
        MemorySegment length = allocator.allocate(MemoryLayouts.JAVA_LONG, 20000L);
        CRC32 own = new CRC32();
        own.update(bytes);
        boolean good = (long) crc32.invokeExact(0L, in.address(), bytes.length) == own.getValue();
        good &= 0 == (int) compress.invokeExact(packed.address(), length.address(), in.address(),
                (long) bytes.length);
        long small = MemoryAccess.getLong(length);
        MemoryAccess.setLong(length, 20000);
        good &= 0 == (int) uncompress.invokeExact(out.address(), length.address(), packed.address(), small);
        byte[] back = out.asSlice(0, MemoryAccess.getLong(length)).toByteArray();
        return good && small < 200 && Arrays.equals(bytes, back);
    }

    // -- sqlite3

    static final List<String> rows = new ArrayList<>();

    static int row(MemoryAddress data, int count, MemoryAddress values, MemoryAddress names) {
        MemorySegment all = MemorySegment.globalNativeSegment();
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < count; i++) {
            MemoryAddress name = MemoryAccess.getAddressAtOffset(all, names.toRawLongValue() + 8L * i);
            MemoryAddress value = MemoryAccess.getAddressAtOffset(all, values.toRawLongValue() + 8L * i);
            row.append(toJavaString(name)).append('=').append(toJavaString(value)).append(' ');
        }
        rows.add(row.toString());
        return 0;
    }

    static boolean sqlite(ResourceScope scope) throws Throwable {
        if (!load("libsqlite3.so.0", "libsqlite3.so")) return true;
        SymbolLookup lookup = SymbolLookup.loaderLookup();
        MethodHandle open = function(lookup, "sqlite3_open", int.class,
            FunctionDescriptor.of(C_INT, C_POINTER, C_POINTER), P, P);
        MethodHandle exec = function(lookup, "sqlite3_exec", int.class,
            FunctionDescriptor.of(C_INT, C_POINTER, C_POINTER, C_POINTER, C_POINTER, C_POINTER), P, P, P,
                    P, P);
        MethodHandle close = function(lookup, "sqlite3_close", int.class, FunctionDescriptor.of(C_INT,
                C_POINTER), P);
        MethodHandle row = MethodHandles.lookup().findStatic(ForeignLibraries.class, "row",
            MethodType.methodType(int.class, P, int.class, P, P));
        MemoryAddress stub = CLinker.getInstance().upcallStub(row,
            FunctionDescriptor.of(C_INT, C_POINTER, C_INT, C_POINTER, C_POINTER), scope);
        MemorySegment place = SegmentAllocator.ofScope(scope).allocate(MemoryLayouts.ADDRESS);
        int failed = (int) open.invokeExact(toCString(":memory:", scope).address(), place.address());
        MemoryAddress db = MemoryAccess.getAddress(place);
        for (String statement : List.of("create table t (id integer, name text)",
                "insert into t values (1, 'one')",
                                        "insert into t values (2, 'two')",
                                                "select * from t order by id desc"))
            failed |= (int) exec.invokeExact(db, toCString(statement, scope).address(), stub,
                    MemoryAddress.NULL,
                                             MemoryAddress.NULL);
        failed |= (int) close.invokeExact(db);
        return failed == 0 && rows.equals(List.of("id=2 name=two ", "id=1 name=one "));
    }

    public static void main(String[] args) throws Throwable {
        try (ResourceScope scope = ResourceScope.newConfinedScope()) {
            sort(scope);
            print(scope);
            user(scope);
            System.out.println("zlib " + zlib(scope));
            System.out.println("sqlite3 " + sqlite(scope));
        }
    }
}
