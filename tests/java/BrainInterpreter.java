// Compute: an interpreter of a tape language with jumps, driven by switch; byte arithmetic that wraps.
public class BrainInterpreter {
    static String run(String program, String input) {
        int[] jumps = new int[program.length()];
        int[] stack = new int[program.length()];
        int depth = 0;
        for (int i = 0; i < program.length(); i++) {
            if (program.charAt(i) == '[') {
                stack[depth++] = i;
            } else if (program.charAt(i) == ']') {
                jumps[i] = stack[--depth];
                jumps[jumps[i]] = i;
            }
        }
        byte[] tape = new byte[300];
        int head = 0;
        int in = 0;
        StringBuilder out = new StringBuilder();
        for (int pc = 0; pc < program.length(); pc++) {
            switch (program.charAt(pc)) {
                case '>':
                    head++;
                    break;
                case '<':
                    head--;
                    break;
                case '+':
                    tape[head]++;
                    break;
                case '-':
                    tape[head]--;
                    break;
                case '.':
                    out.append((char) (tape[head] & 0xff));
                    break;
                case ',':
                    tape[head] = in < input.length() ? (byte) input.charAt(in++) : 0;
                    break;
                case '[':
                    if (tape[head] == 0) {
                        pc = jumps[pc];
                    }
                    break;
                case ']':
                    if (tape[head] != 0) {
                        pc = jumps[pc];
                    }
                    break;
                default:
                    break;
            }
        }
        return out.toString();
    }

    public static void main(String[] args) {
        String hello = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++."
            + "------.--------.>>+.>++.";
        System.out.print(run(hello, ""));
        System.out.println(run(",[.,]", "echo"));
        System.out.println(run("-[------->+<]>-.-[->+++++<]>++.+++++++..+++.", ""));
        System.out.println((int) run("-.", "").charAt(0));
        try {
            run("<+", "");
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
    }
}
