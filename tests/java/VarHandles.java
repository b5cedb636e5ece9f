// Var handles: fields, statics, arrays, byte views; all access modes and types; exact behaviour; errors.
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

public class VarHandles {
    int i = 1;
    long l = 2;
    String s = "a";
    boolean z;
    byte b = 1;
    short h = 2;
    char c = 'c';
    float f = 1.5f;
    double d = 2.5;
    final int fin = 9;
    static int shared = 3;

    interface Step {
        Object run() throws Throwable;
    }

    static void show(Step step) {
        try {
            System.out.println(step.run());
        } catch (Throwable t) {
            System.out.println(t);
        }
    }

    public static void main(String[] args) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        VarHandles o = new VarHandles();
        VarHandle i = lookup.findVarHandle(VarHandles.class, "i", int.class);
        i.set(o, 5);
        System.out.println((int) i.get(o) + " " + i.compareAndSet(o, 5, 6) + " " + i.compareAndSet(o, 5, 7)
            + " "
            + (int) i.getAndAdd(o, 4) + " " + (int) i.getAndSet(o, 0xf0) + " " + (int) i.getAndBitwiseOr(o,
            0x0f) + " "
            + (int) i.getAndBitwiseAnd(o, 0x3c) + " " + (int) i.getAndBitwiseXor(o, -1) + " "
            + (int) i.getVolatile(o) + " "
            + (int) i.compareAndExchange(o, 1, 2) + " " + o.i);
        i.setVolatile(o, 1);
        i.setOpaque(o, (int) i.getOpaque(o) + 1);
        i.setRelease(o, (int) i.getAcquire(o) + 1);
        boolean swapped = false;
        while (!swapped) {
            swapped = i.weakCompareAndSet(o, 3, 10);
        }
        System.out.println(o.i);
        VarHandle l = lookup.findVarHandle(VarHandles.class, "l", long.class);
        VarHandle s = lookup.findVarHandle(VarHandles.class, "s", String.class);
        VarHandle z = lookup.findVarHandle(VarHandles.class, "z", boolean.class);
        VarHandle b = lookup.findVarHandle(VarHandles.class, "b", byte.class);
        VarHandle h = lookup.findVarHandle(VarHandles.class, "h", short.class);
        VarHandle c = lookup.findVarHandle(VarHandles.class, "c", char.class);
        VarHandle f = lookup.findVarHandle(VarHandles.class, "f", float.class);
        VarHandle d = lookup.findVarHandle(VarHandles.class, "d", double.class);
        System.out.println((long) l.getAndAdd(o, 1L << 40) + " " + o.l + " " + s.compareAndSet(o, "a", "b")
            + " "
            + (String) s.getAndSet(o, null) + o.s + " " + z.compareAndSet(o, false, true) + o.z + " "
            + (byte) b.getAndAdd(o, (byte) 127)
            + o.b + " " + (short) h.getAndBitwiseXor(o, (short) -1) + o.h + " " + (char) c.getAndAdd(o,
            (char) 1) + o.c + " "
            + (float) f.getAndAdd(o, 0.5f) + o.f + " " + (double) d.getAndAdd(o, 0.25) + o.d + " "
            + d.compareAndSet(o, 2.75, -0.0) + o.d);
        VarHandle shared = lookup.findStaticVarHandle(VarHandles.class, "shared", int.class);
        shared.setVolatile((int) shared.get() * 10);
        System.out.println(VarHandles.shared + " " + shared.coordinateTypes() + " " + i.varType() + " "
            + i.coordinateTypes());
        VarHandle ints = MethodHandles.arrayElementVarHandle(int[].class);
        int[] array = {1, 2, 3};
        ints.setVolatile(array, 1, 20);
        System.out.println((int) ints.getAndAdd(array, 2, 5) + array[1] + array[2] + " "
            + ints.compareAndSet(array, 0, 1, 100)
            + array[0]);
        VarHandle refs = MethodHandles.arrayElementVarHandle(String[].class);
        String[] texts = {"x", null};
        System.out.println(refs.compareAndSet(texts, 1, null, "set") + texts[1] + refs.getAcquire(texts, 0));
        VarHandle view = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
        byte[] bytes = new byte[16];
        view.set(bytes, 3, 0x0102030405060708L);
        System.out.println(bytes[3] + " " + bytes[10] + " " + Long.toHexString((long) view.get(bytes, 2)));
        VarHandle buffer = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer direct = ByteBuffer.allocateDirect(16);
        buffer.setVolatile(direct, 4, 0x01020304);
        System.out.println(direct.get(4) + " " + (int) buffer.getAndAdd(direct, 4, 1) + " " + direct.get(4));
        VarHandle.fullFence();
        VarHandle.acquireFence();
        VarHandle.releaseFence();
        Object object = o;
        System.out.println((int) i.get((VarHandles) object) + " " + i.get(object) + " "
            + i.isAccessModeSupported(
            VarHandle.AccessMode.GET_AND_ADD) + " "
            + s.isAccessModeSupported(VarHandle.AccessMode.GET_AND_ADD) + " "
            + i.toMethodHandle(VarHandle.AccessMode.GET).invoke(o) + " "
            + i.accessModeType(VarHandle.AccessMode.COMPARE_AND_SET));
        show(() -> ints.get(array, 3));
        show(() -> ints.get((int[]) null, 0));
        show(() -> (int) i.get((VarHandles) null));
        show(() -> i.get("wrong"));
        show(() -> {
            i.set(o, "wrong");
            return null;
        });
        show(() -> (String) (Object) s.getAndAdd(o, "x"));
        show(() -> {
            lookup.findVarHandle(VarHandles.class, "fin", int.class).set(o, 1);
            return null;
        });
        show(() -> lookup.findVarHandle(VarHandles.class, "none", int.class));
        show(() -> refs.compareAndSet((Object[]) texts, 0, "x", "y") + texts[0]);
        show(() -> {
            refs.set((Object[]) texts, 0, (Object) 5);
            return null;
        });
        show(() -> (int) i.withInvokeExactBehavior().get(object));
        show(() -> (int) ints.get(array, (byte) 1));
        show(() -> view.getVolatile(bytes, 1));
        show(() -> view.get(bytes, 9));
    }
}
