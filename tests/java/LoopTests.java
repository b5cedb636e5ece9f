// Loops whose test is done at their bottom, too: every kind of comparison, what throws in it, and who leaves.
public class LoopTests {
    static final class Node {
        Node next;
        int limit;
        double weight;
    }

    static int ints(int n, int mask) {
        int sum = 0;
        int i = 0;
        while ((i & mask) < n) {
            sum = sum * 31 + i++;
        }
        return sum;
    }

    static int longs(long from, long to) {
        int rounds = 0;
        while (from < to) {
            from += 0x4000_0000L + rounds++;
        }
        return rounds;
    }

    /** A comparison with NaN is false, whichever way round. */
    static int doubles(double x, double limit) {
        int rounds = 0;
        while (x < limit) {
            x = rounds++ == 40 ? Double.NaN : x * 1.25 + 1;
        }
        while (!(x >= limit)) {
            x = rounds++ < 60 ? Double.NaN : limit;
        }
        return rounds;
    }

    static int floats(float x, float limit) {
        int rounds = 0;
        while (x != limit) {
            x = rounds++ == 9 ? limit : -x + 1;
        }
        return rounds;
    }

    static Node list(int n) {
        Node head = null;
        while (n > 0) {
            Node node = new Node();
            node.next = head;
            node.limit = n--;
            head = node;
        }
        return head;
    }

    static int references(Node node, Node end) {
        int count = 0;
        while (node != end) {
            count += node.limit;
            node = node.next;
        }
        return count;
    }

    static int nulls(Node node) {
        int count = 0;
        while (node != null) {
            count = count * 3 + node.limit;
            node = node.next;
        }
        return count;
    }

    /** The test itself throws, in the first round or a later one. */
    static int throwing(Node node, int[] numbers, int at) {
        int rounds = 0;
        try {
            while (rounds < node.limit) {
                rounds++;
                if (rounds == 20) {
                    node = null;
                }
            }
        } catch (NullPointerException e) {
            rounds += 1000;
        }
        try {
            while (numbers[at] != 77) {
                rounds += numbers[at++];
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            rounds += 10_000;
        }
        return rounds;
    }

    /** The body begins with a loop; rounds are cut short; one loop is left from within another. */
    static int nested(int n) {
        int sum = 0;
        outer:
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                for (int k = 0; k < j; k++) {
                    if ((i + j + k) % 5 == 0) {
                        continue;
                    }
                    if (sum > 1 << 28) {
                        break outer;
                    }
                    sum += i ^ j * k;
                }
                if (j % 7 == 6) {
                    continue outer;
                }
            }
        }
        return sum;
    }

    /** What is read behind the loop has changed in it, in other registers each time. */
    static long many(int n, long a, long b, double c, int d, Object e) {
        Object f = "f";
        int rounds = 0;
        while (rounds < n) {
            long old = a;
            a = b;
            b = old + rounds;
            c = c / 2 + d;
            d = (int) c + rounds;
            if (rounds % 3 == 0) {
                Object o = e;
                e = f;
                f = o;
            }
            rounds++;
        }
        return a * 31 + b * 17 + Double.doubleToLongBits(c) + d * 7L + (e + "" + f).hashCode();
    }

    static int infinite(int n) {
        int sum = 0;
        while (true) {
            if (n < 0) {
                sum += 3;
                n = -n - 2;
            } else {
                sum ^= n;
                n -= 4;
            }
            if (sum > 400) {
                return sum;
            }
            sum++;
        }
    }

    static long all(int n) {
        Node head = list(n);
        long check = ints(n, 0xFFFF) + longs(-5, n * 0x8000_0000L) + doubles(n, 1e6) + doubles(1e9, n);
        check = check * 31 + floats(n, 0.25f) + references(head, head.next.next.next) + nulls(head);
        check = check * 31 + throwing(head, new int[] {3, 4, 77, 5}, 0) + nested(n % 23 + 3);
        head.limit = 30;
        check = check * 31 + throwing(head, new int[] {3, 4, 5}, 1) + throwing(null, new int[] {77}, 0);
        return check * 31 + many(n, n, 7, n * 0.5, 3, "e") + infinite(n);
    }

    public static void main(String[] args) {
        long check = 0;
        for (int n = 3; n < 300; n++) {
            check = check * 7 + all(n);
            if (n % 99 == 0) {
                System.out.println(n + " " + check);
            }
        }
        System.out.println(many(1_000_000, 1, 2, 3, 4, "e") + " " + ints(3_000_000, -1));
    }
}
