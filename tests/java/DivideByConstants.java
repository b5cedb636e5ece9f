/** Division of ints by constants, which compilers do without dividing, against division by a variable. */
public class DivideByConstants {
    static int wrong, done;

    static void check(int n, int d, int quotient, int remainder) {
        done++;
        if (quotient != n / d || remainder != n % d) {
            if (wrong++ < 10) {
                System.out.println(n + " by " + d + ": " + quotient + " " + remainder);
            }
        }
    }

    static void all(int n) {
        check(n, 2, n / 2, n % 2);
        check(n, 3, n / 3, n % 3);
        check(n, 5, n / 5, n % 5);
        check(n, 6, n / 6, n % 6);
        check(n, 7, n / 7, n % 7);
        check(n, 9, n / 9, n % 9);
        check(n, 10, n / 10, n % 10);
        check(n, 11, n / 11, n % 11);
        check(n, 12, n / 12, n % 12);
        check(n, 13, n / 13, n % 13);
        check(n, 16, n / 16, n % 16);
        check(n, 25, n / 25, n % 25);
        check(n, 60, n / 60, n % 60);
        check(n, 64, n / 64, n % 64);
        check(n, 100, n / 100, n % 100);
        check(n, 125, n / 125, n % 125);
        check(n, 127, n / 127, n % 127);
        check(n, 128, n / 128, n % 128);
        check(n, 255, n / 255, n % 255);
        check(n, 641, n / 641, n % 641);
        check(n, 1000, n / 1000, n % 1000);
        check(n, 1024, n / 1024, n % 1024);
        check(n, 3600, n / 3600, n % 3600);
        check(n, 32767, n / 32767, n % 32767);
        check(n, 32768, n / 32768, n % 32768);
        check(n, 65535, n / 65535, n % 65535);
        check(n, 65537, n / 65537, n % 65537);
        check(n, 86400, n / 86400, n % 86400);
        check(n, 1000000, n / 1000000, n % 1000000);
        check(n, 16777213, n / 16777213, n % 16777213);
        check(n, 1000000007, n / 1000000007, n % 1000000007);
        check(n, 1073741824, n / 1073741824, n % 1073741824);
        check(n, 1073741825, n / 1073741825, n % 1073741825);
        check(n, 2147483646, n / 2147483646, n % 2147483646);
        check(n, 2147483647, n / 2147483647, n % 2147483647);
        check(n, -2, n / -2, n % -2);
        check(n, -3, n / -3, n % -3);
        check(n, -7, n / -7, n % -7);
        check(n, -10, n / -10, n % -10);
        check(n, -16, n / -16, n % -16);
        check(n, -641, n / -641, n % -641);
        check(n, -1000003, n / -1000003, n % -1000003);
        check(n, -1073741824, n / -1073741824, n % -1073741824);
        check(n, -2147483647, n / -2147483647, n % -2147483647);
        check(n, Integer.MIN_VALUE, n / Integer.MIN_VALUE, n % Integer.MIN_VALUE);
        check(n, 1, n / 1, n % 1);
        check(n, -1, n / -1, n % -1);
    }

    public static void main(String[] args) {
        int[] corners = {0, 1, -1, 2, -2, 3, 7, 10, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int corner : corners) {
            for (int shift = 0; shift < 31; shift++) {
                for (int near = -3; near <= 3; near++) {
                    all(corner + (1 << shift) + near);
                    all(corner - (1 << shift) + near);
                }
            }
        }
        for (int i = 0, n = 12345; i < 3000; i++) {
            n = n * 1103515245 + 12345;
            all(n);
            all(n >> 16);
        }
        System.out.println(done + " divisions, " + wrong + " wrong");
    }
}
