/** Interface calls: several interfaces per class, default methods, lambdas. */
public class InterfaceCalls {
    interface Source {
        int get(int i);
    }

    interface Sink {
        void put(int value);

        default void putTwice(int value) {
            put(value);
            put(value + 1);
        }
    }

    interface Named {
        String name();
    }

    static class Counter implements Named, Source, Sink {
        private long total;

        @Override
        public int get(int i) {
            return i * 3;
        }

        @Override
        public void put(int value) {
            total += value;
        }

        @Override
        public String name() {
            return "counter";
        }
    }

    static class Xor implements Sink, Comparable<Xor>, Source {
        private int bits;

        @Override
        public int get(int i) {
            return bits ^ i;
        }

        @Override
        public void put(int value) {
            bits ^= value;
        }

        @Override
        public int compareTo(Xor other) {
            return Integer.compare(bits, other.bits);
        }
    }

    public static void main(String[] args) {
        Counter counter = new Counter();
        Xor xor = new Xor();
        int offset = args.length + 5;
        Source[] sources = {counter, xor, i -> i + offset, counter};
        Sink[] sinks = {xor, counter};
        for (int i = 0; i < 5_500_000; i++) {
            Sink sink = sinks[i & 1];
            sink.put(sources[i & 3].get(i));
            sink.putTwice(i);
        }
        System.out.println("interface " + counter.total + " " + xor.bits + " " + counter.name());
    }
}
