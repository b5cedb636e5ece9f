// return: ends void methods, constructors and initialisers; early, in loops, in synchronized code.
public class BC_return {
    static StringBuilder log = new StringBuilder();
    int value;

    static {
        log.append("static ");
    }

    BC_return(int n) {
        value = n;
        if (n < 0) {
            return;
        }
        value++;
    }

    static void early(int n) {
        if (n > 0) {
            log.append("early ");
            return;
        }
        log.append("late ");
    }

    synchronized void locked(int n) {
        for (int i = 0; i < n; i++) {
            if (i == 3) {
                return;
            }
            value += 10;
        }
    }

    static void block(Object lock) {
        synchronized (lock) {
            return;
        }
    }

    static void recursive(int n) {
        if (n == 0) {
            return;
        }
        recursive(n - 1);
        log.append(n % 10);
    }

    static int keeps(int a) {
        int x = a * 2;
        early(a);
        return x + a;
    }

    public static void main(String[] args) {
        early(1);
        early(0);
        BC_return a = new BC_return(5);
        BC_return b = new BC_return(-5);
        a.locked(2);
        b.locked(100);
        block(a);
        recursive(12);
        System.out.println(log + " " + a.value + " " + b.value + " " + keeps(7) + " " + Thread.holdsLock(a));
    }
}
