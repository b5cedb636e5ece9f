import java.util.HashMap;
import java.util.Map;

/** An interpreter: an assembler for a small stack machine, and a loop with one large switch. */
public class StackMachine {
    static final String[] NAMES = {"push", "load", "store", "add", "sub", "mul", "less", "jump", "jumpz",
        "call", "ret", "dup", "drop", "mod", "print", "halt"};

    static int[] assemble(String... lines) {
        Map<String, Integer> labels = new HashMap<>();
        int at = 0;
        for (String line : lines) {
            if (line.endsWith(":")) {
                labels.put(line.substring(0, line.length() - 1), at);
            } else {
                at += 2;
            }
        }
        int[] code = new int[at];
        at = 0;
        for (String line : lines) {
            if (line.endsWith(":")) {
                continue;
            }
            String[] words = line.split(" ");
            code[at++] = java.util.Arrays.asList(NAMES).indexOf(words[0]);
            if (words.length > 1) {
                Integer label = labels.get(words[1]);
                code[at] = label != null ? label : Integer.parseInt(words[1]);
            }
            at++;
        }
        return code;
    }

    static long run(int[] code, long argument) {
        long[] stack = new long[100];
        long[] memory = new long[16];
        int[] returns = new int[100];
        int top = 0;
        int calls = 0;
        long printed = 0;
        memory[0] = argument;
        for (int pc = 0;;) {
            int operation = code[pc];
            int operand = code[pc + 1];
            pc += 2;
            switch (operation) {
                case 0: stack[top++] = operand; break;
                case 1: stack[top++] = memory[operand]; break;
                case 2: memory[operand] = stack[--top]; break;
                case 3: top--; stack[top - 1] += stack[top]; break;
                case 4: top--; stack[top - 1] -= stack[top]; break;
                case 5: top--; stack[top - 1] *= stack[top]; break;
                case 6: top--; stack[top - 1] = stack[top - 1] < stack[top] ? 1 : 0; break;
                case 7: pc = operand; break;
                case 8: if (stack[--top] == 0) { pc = operand; } break;
                case 9: returns[calls++] = pc; pc = operand; break;
                case 10: pc = returns[--calls]; break;
                case 11: stack[top] = stack[top - 1]; top++; break;
                case 12: top--; break;
                case 13: top--; stack[top - 1] %= stack[top]; break;
                case 14: printed = printed * 31 + stack[--top]; break;
                case 15: return printed;
                default: throw new IllegalStateException("operation " + operation);
            }
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int[] code = assemble("push 0", "store 1", "push 1", "store 2", "loop:", "load 1", "load 0", "less",
            "jumpz done", "load 2", "call step", "store 2", "load 1", "push 1", "add", "store 1", "jump loop",
            "done:", "load 2", "print", "load 1", "print", "halt", "step:", "push 1103515245", "mul",
            "push 12345", "add", "push 65537", "mod", "dup", "push 7", "mod", "jumpz skip", "push 3", "add",
            "skip:", "ret");
        long check = 0;
        for (int round = 0; round < size; round++) {
            check = check * 7 + run(code, 1_000 + round % 10);
        }
        System.out.println("stack machine " + check);
    }
}
