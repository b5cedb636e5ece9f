/** Reads and writes of instance and static fields of several types. */
public class Fields {
    static int counter;
    static long total;

    int a = 1;
    int b = 2;
    long c = 3;
    double d = 0.5;
    byte e;
    short f;
    boolean flag;
    Fields next;

    void step() {
        for (int i = 0; i < 500; i++) {
            a += b;
            b ^= a + i;
            c += a;
            e++;
            f += e;
            flag = (b & 1) == 0;
            if (flag) {
                d += 0.25;
            }
            counter += e;
            total += next.a;
            next.b++;
        }
    }

    public static void main(String[] args) {
        Fields x = new Fields();
        Fields y = new Fields();
        x.next = y;
        y.next = x;
        for (int i = 0; i < 35_000; i++) {
            x.step();
            y.step();
        }
        System.out.println("fields " + x.a + " " + y.b + " " + x.c + " " + x.d + " " + y.f);
        System.out.println(counter + " " + total);
    }
}
