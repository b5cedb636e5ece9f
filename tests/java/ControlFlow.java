// Loops, labelled break and continue, do-while, nested conditions, the conditional operator, short circuits.
public class ControlFlow {
    static int calls;

    static boolean noted(boolean value) {
        calls++;
        return value;
    }

    public static void main(String[] args) {
        outer:
        for (int i = 0; i < 5; i++) {
            for (int j = 0; ; j++) {
                if (j == i) {
                    continue outer;
                }
                if (i * j == 6) {
                    System.out.println("left at " + i + "," + j);
                    break outer;
                }
                System.out.print(i + "" + j + " ");
            }
        }
        block: {
            if (args.length == 0) {
                System.out.println("in the block");
                break block;
            }
            System.out.println("never");
        }
        int n = 27;
        int steps = 0;
        do {
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
            steps++;
        } while (n != 1);
        System.out.println(steps);
        while (true) {
            if (--steps < 100) {
                break;
            }
        }
        System.out.println(steps);
        boolean a = noted(true) || noted(false);
        boolean b = noted(false) && noted(true);
        boolean c = noted(true) | noted(false);
        boolean d = noted(true) ^ noted(true);
        System.out.println(a + " " + b + " " + c + " " + d + " " + calls);
        for (int x = 0, y = 10; x < y; x += 3, y--) {
            System.out.print("(" + x + "," + y + ")");
        }
        System.out.println();
        Object o = args.length == 0 ? 1 : "x";
        Object promoted = true ? 1 : 2.0;
        char ch = 'x';
        System.out.println(o + " " + promoted + " " + (false ? 1 : ch) + " " + (args.length > 5 ? n : ch));
        search:
        while (true) {
            switch (steps++ % 4) {
                case 0:
                    continue search;
                case 1:
                    continue;
                case 2:
                    System.out.println("found " + steps);
                    break search;
                default:
                    break;
            }
        }
    }
}
