/** Allocation of objects and arrays that die at once: vectors, buffers, a queue of linked nodes. */
public class Garbage {
    record Vector(double x, double y, double z) {
        Vector plus(Vector v) {
            return new Vector(x + v.x, y + v.y, z + v.z);
        }

        Vector times(double f) {
            return new Vector(x * f, y * f, z * f);
        }

        double dot(Vector v) {
            return x * v.x + y * v.y + z * v.z;
        }
    }

    static final class Link {
        final int value;
        Link next;

        Link(int value) {
            this.value = value;
        }
    }

    static final class Queue {
        Link first;
        Link last;

        void add(int value) {
            Link link = new Link(value);
            if (last == null) {
                first = link;
            } else {
                last.next = link;
            }
            last = link;
        }

        int take() {
            Link link = first;
            first = link.next;
            if (first == null) {
                last = null;
            }
            return link.value;
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        Queue queue = new Queue();
        for (int i = 0; i < 100; i++) {
            queue.add(i);
        }
        Vector place = new Vector(0, 0, 0);
        Vector speed = new Vector(1, 0.5, 0.25);
        long check = 0;
        for (int round = 0; round < size; round++) {
            place = place.plus(speed.times(0.01));
            if (place.dot(place) > 100) {
                speed = speed.times(-0.999);
            }
            queue.add(queue.take() * 3 + round);
            int[] buffer = new int[1 + (round & 15)];
            buffer[round % buffer.length] = round;
            byte[] bytes = new byte[round & 63];
            check += buffer[0] + bytes.length;
        }
        check += Double.doubleToLongBits(place.x());
        System.out.println("garbage " + check + " " + queue.take());
    }
}
