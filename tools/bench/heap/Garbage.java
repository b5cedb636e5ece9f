/** 30 million objects of 32 bytes that die at once. */
public class Garbage {
    static final int OBJECTS = 30_000_000;
    static final int RING = 16;
    static final int RING_LIFE = 65536;

    Garbage next;
    long a;
    long b;

    static long make(int objects) {
        long sum = 0;
        Garbage[] ring = null;
        for (int i = 0; i < objects; i++) {
            if (i % RING_LIFE == 0) {
                ring = new Garbage[RING];
            }
            Garbage o = new Garbage();
            o.a = i;
            ring[i % RING] = o;
            Garbage seen = ring[(i + 5) % RING];
            sum += (seen != null ? seen : o).a;
        }
        return sum;
    }

    public static void main(String[] args) {
        System.out.println("garbage " + make(OBJECTS));
    }
}
