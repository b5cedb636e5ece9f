// Compute: a small register machine with objects per instruction (interface calls) and with an array of ints
// (switch).
import java.util.ArrayList;
import java.util.List;

public class VirtualMachine {
    static final class State {
        final long[] r = new long[8];
        int pc;
        long steps;
    }

    interface Instruction {
        void execute(State s);
    }

    static Instruction decode(int op, int a, int b) {
        return switch (op) {
            case 0 -> s -> s.r[a] = b;
            case 1 -> s -> s.r[a] += s.r[b];
            case 2 -> s -> s.r[a] -= s.r[b];
            case 3 -> s -> s.r[a] *= s.r[b];
            case 4 -> s -> s.r[a] %= s.r[b];
            case 5 -> s -> {
                if (s.r[a] != 0) {
                    s.pc = b - 1;
                }
            };
            case 6 -> s -> s.r[a] = s.r[b];
            default -> s -> s.pc = -2;
        };
    }

    public static void main(String[] args) {
        int[][] program = {{0, 0, 1}, {0, 1, 3000}, {0, 2, 1}, {0, 3, 1000003}, {0, 4, 7}, {3, 0, 1},
            {1, 0, 4}, {4, 0, 3}, {2, 1, 2},
            {5, 1, 5}, {6, 5, 0}, {9, 0, 0}};
        List<Instruction> code = new ArrayList<>();
        for (int[] p : program) {
            code.add(decode(p[0], p[1], p[2]));
        }
        State s = new State();
        while (s.pc >= 0) {
            code.get(s.pc).execute(s);
            s.pc++;
            s.steps++;
        }
        long[] r = new long[8];
        long steps = 0;
        for (int pc = 0; pc >= 0; pc++, steps++) {
            int[] p = program[pc];
            switch (p[0]) {
                case 0: r[p[1]] = p[2]; break;
                case 1: r[p[1]] += r[p[2]]; break;
                case 2: r[p[1]] -= r[p[2]]; break;
                case 3: r[p[1]] *= r[p[2]]; break;
                case 4: r[p[1]] %= r[p[2]]; break;
                case 5: pc = r[p[1]] != 0 ? p[2] - 1 : pc; break;
                case 6: r[p[1]] = r[p[2]]; break;
                default: pc = -2;
            }
        }
        System.out.println(s.r[5] + " " + s.steps + " " + r[5] + " " + steps);
    }
}
