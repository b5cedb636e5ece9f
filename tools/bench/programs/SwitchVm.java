/** An interpreter inside the interpreter: dense, sparse and string switch, byte code in an array. */
public class SwitchVm {
    static final int PUSH = 0, ADD = 1, SUB = 2, MUL = 3, DUP = 4, LOAD = 5, STORE = 6, JUMP_IF = 7, AND = 8;
    static final int HALT = 9;

    static int run(int[] code) {
        int[] stack = new int[16];
        int[] locals = new int[4];
        int sp = 0;
        int pc = 0;
        while (true) {
            switch (code[pc++]) {
                case PUSH -> stack[sp++] = code[pc++];
                case ADD -> {
                    sp--;
                    stack[sp - 1] += stack[sp];
                }
                case SUB -> {
                    sp--;
                    stack[sp - 1] -= stack[sp];
                }
                case MUL -> {
                    sp--;
                    stack[sp - 1] *= stack[sp];
                }
                case AND -> {
                    sp--;
                    stack[sp - 1] &= stack[sp];
                }
                case DUP -> {
                    stack[sp] = stack[sp - 1];
                    sp++;
                }
                case LOAD -> stack[sp++] = locals[code[pc++]];
                case STORE -> locals[code[pc++]] = stack[--sp];
                case JUMP_IF -> {
                    int target = code[pc++];
                    if (stack[--sp] != 0) {
                        pc = target;
                    }
                }
                case HALT -> {
                    return locals[1];
                }
                default -> throw new IllegalStateException("code " + code[pc - 1]);
            }
        }
    }

    static int sparse(int value) {
        switch (value) {
            case -1_000_000: return 1;
            case 17: return 2;
            case 4_711: return 3;
            case 65_536: return 4;
            case 99_999_999: return 5;
            default: return 0;
        }
    }

    static int word(String name) {
        return switch (name) {
            case "alpha" -> 1;
            case "beta" -> 2;
            case "gamma" -> 3;
            default -> 4;
        };
    }

    public static void main(String[] args) {
        int[] code = {
            PUSH, 4_000_000, STORE, 0, PUSH, 1, STORE, 1,
            LOAD, 1, PUSH, 3, MUL, LOAD, 0, ADD, PUSH, 0xffffff, AND, STORE, 1,
            LOAD, 0, PUSH, 1, SUB, DUP, STORE, 0, JUMP_IF, 8,
            HALT,
        };
        int[] values = {17, 4_711, 3, 99_999_999, -1_000_000, 65_536, 0};
        String[] names = {"alpha", "gamma", "delta", "beta"};
        int check = run(code);
        for (int i = 0; i < 5_000_000; i++) {
            check += sparse(values[i % 7]);
            check += word(names[i & 3]);
        }
        System.out.println("switch " + check);
    }
}
