// Compute: tokens, a precedence parser to a tree of nodes, evaluation by virtual calls, variables and
// functions.
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

public class ExpressionInterpreter {
    interface Node {
        double eval(Map<String, Double> env);
    }

    record Num(double v) implements Node {
        public double eval(Map<String, Double> env) {
            return v;
        }
    }

    record Var(String name) implements Node {
        public double eval(Map<String, Double> env) {
            Double v = env.get(name);
            if (v == null) {
                throw new IllegalStateException("unknown " + name);
            }
            return v;
        }
    }

    record Bin(char op, Node a, Node b) implements Node {
        static final Map<Character, DoubleBinaryOperator> OPS = Map.of('+', (x, y) -> x + y, '-',
            (x, y) -> x - y,
            '*', (x, y) -> x * y, '/', (x, y) -> x / y, '^', Math::pow, '%', (x, y) -> x % y);

        public double eval(Map<String, Double> env) {
            return OPS.get(op).applyAsDouble(a.eval(env), b.eval(env));
        }
    }

    record Call(DoubleUnaryOperator f, Node a) implements Node {
        public double eval(Map<String, Double> env) {
            return f.applyAsDouble(a.eval(env));
        }
    }

    record Assign(String name, Node value) implements Node {
        public double eval(Map<String, Double> env) {
            double v = value.eval(env);
            env.put(name, v);
            return v;
        }
    }

    static final Map<String, DoubleUnaryOperator> FUNCTIONS = Map.of("sqrt", Math::sqrt, "abs", Math::abs,
        "neg", x -> -x,
        "floor", Math::floor);

    private final List<String> tokens = new ArrayList<>();
    private int at;

    ExpressionInterpreter(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i;
            if (Character.isLetterOrDigit(c)) {
                while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i))
                    || text.charAt(i) == '.')) {
                    i++;
                }
                tokens.add(text.substring(start, i));
            } else {
                i++;
                if (c != ' ') {
                    tokens.add(String.valueOf(c));
                }
            }
        }
        tokens.add("");
    }

    private Node expression(int level) {
        if (level == 3) {
            return primary();
        }
        Node left = expression(level + 1);
        while ("+-|*/%|^".split("\\|")[level].contains(tokens.get(at)) && !tokens.get(at).isEmpty()) {
            char op = tokens.get(at++).charAt(0);
            left = new Bin(op, left, expression(op == '^' ? level : level + 1));
        }
        return left;
    }

    private Node primary() {
        String t = tokens.get(at++);
        if (t.equals("(")) {
            Node n = expression(0);
            close();
            return n;
        }
        if (t.equals("-")) {
            return new Call(FUNCTIONS.get("neg"), primary());
        }
        if (t.isEmpty()) {
            throw new IllegalStateException("unexpected end");
        }
        if (Character.isDigit(t.charAt(0))) {
            return new Num(Double.parseDouble(t));
        }
        if (tokens.get(at).equals("(")) {
            at++;
            DoubleUnaryOperator f = FUNCTIONS.get(t);
            Node n = expression(0);
            close();
            return new Call(f, n);
        }
        if (tokens.get(at).equals("=")) {
            at++;
            return new Assign(t, expression(0));
        }
        return new Var(t);
    }

    private void close() {
        if (!tokens.get(at++).equals(")")) {
            throw new IllegalStateException("missing )");
        }
    }

    public static void main(String[] args) {
        Map<String, Double> env = new HashMap<>();
        for (String s : new String[] {"1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-4 % 3", "x = 10",
            "y = x * x - sqrt(16)", "y / 7",
            "abs(-5) + floor(2.7)", "10 / 0", "z + 1", "(1", "1 +"}) {
            try {
                System.out.println(s + " = " + new ExpressionInterpreter(s).expression(0).eval(env));
            } catch (IllegalStateException e) {
                System.out.println(s + " : " + e.getMessage());
            }
        }
        Node loop = new ExpressionInterpreter("s = s + (i % 7) * (i - 3) / (1 + i ^ 2)").expression(0);
        env.put("s", 0.0);
        for (int i = 0; i < 3000; i++) {
            env.put("i", (double) i);
            loop.eval(env);
        }
        System.out.println(env.get("s"));
    }
}
