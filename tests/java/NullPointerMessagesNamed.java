// compile-with: -g
// The names in a NullPointerException's message where the class file has them: scopes, slots that several
// variables share, variables that the compiler made.
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

public class NullPointerMessagesNamed {
    interface Step {
        void run() throws Throwable;
    }

    int[] numbers;
    NullPointerMessagesNamed next;
    static NullPointerMessagesNamed first;

    static void show(String what, Step step) {
        try {
            step.run();
            System.out.println(what + ": nothing thrown");
        } catch (NullPointerException e) {
            System.out.println(what + ": " + e.getMessage());
        } catch (Throwable e) {
            System.out.println(what + ": " + e);
        }
    }

    static void scopes(String argument) {
        try {
            for (String inLoop = argument; ; inLoop = inLoop.trim()) {
                if (inLoop != null) {
                    break;
                }
            }
        } catch (NullPointerException e) {
            System.out.println("loop variable: " + e.getMessage());
        }
        try {
            {
                Object one = argument;
                if (one != null) {
                    return;
                }
            }
            {
                Integer two = argument == null ? null : 1;
                System.out.println(two + 1);
            }
        } catch (NullPointerException e) {
            System.out.println("shared slot: " + e.getMessage());
        }
        try {
            argument = argument == null ? null : "b";
            argument.length();
        } catch (NullPointerException e) {
            System.out.println("assigned argument: " + e.getMessage());
        }
        try {
            String[][] table = {{"a"}, null, {null}};
            for (String[] row : table) {
                for (String cell : row) {
                    System.out.println(cell.length());
                }
            }
        } catch (NullPointerException e) {
            System.out.println("inner loop: " + e.getMessage());
        }
        try {
            for (int number : (int[]) null) {
                System.out.println(number);
            }
        } catch (NullPointerException e) {
            System.out.println("loop over nothing: " + e.getMessage());
        }
        try {
            for (int number : List.of(1, 2)) {
                Integer box = number > 1 ? null : number;
                int sum = box + number;
            }
        } catch (NullPointerException e) {
            System.out.println("unboxed: " + e.getMessage());
        }
    }

    static void patterns(Object object) {
        try {
            if (object instanceof NullPointerMessagesNamed named && named.numbers.length > 0) {
                System.out.println("numbers");
            }
        } catch (NullPointerException e) {
            System.out.println("pattern: " + e.getMessage());
        }
        try (Closeable resource = object == null ? () -> { } : null) {
            resource.close();
        } catch (NullPointerException e) {
            System.out.println("resource: " + e.getMessage());
        } catch (java.io.IOException e) {
            System.out.println(e);
        }
        try {
            throw new IllegalStateException();
        } catch (IllegalStateException state) {
            try {
                state.getCause().getMessage();
            } catch (NullPointerException e) {
                System.out.println("caught: " + e.getMessage());
            }
        }
    }

    void own(NullPointerMessagesNamed other, long wide, int... rest) {
        show("this field", () -> System.out.println(numbers[rest.length]));
        show("other field", () -> other.next.numbers[rest[0]] = 1);
        show("captured", () -> System.out.println(rest[rest[0]] + other.numbers[0]));
        NullPointerMessagesNamed local = next;
        show("captured local", () -> local.next = null);
        show("index names", () -> other.numbers[rest[rest[0]]]++);
        show("grid", () -> {
            int[][][] grid = new int[3][2][];
            int x = 1, y = 0, z = 2;
            grid[x][y][z] = grid[y][x][z];
        });
        show("object grid", () -> {
            Object[][] objects = new Object[2][];
            int at = 1;
            objects[at][at] = objects;
        });
        show("anonymous", () -> new Object() {
            NullPointerMessagesNamed inner = other.next;

            void run() {
                inner.next = NullPointerMessagesNamed.this;
            }
        }.run());
        show("lambda parameter", () -> {
            UnaryOperator<String> trim = text -> text.trim();
            trim.apply(null);
        });
        show("lambda's capture and parameter", () -> {
            IntFunction<Integer> element = at -> other.next.numbers[at];
            element.apply(3);
        });
        show("local class", () -> {
            class Local {
                Map<String, int[]> map = Map.of();

                int get(String key) {
                    return map.get(key)[0] + (int) wide;
                }
            }
            new Local().get("a");
        });
        show("statics", () -> first.next.next.next = null);
        show("unicode", () -> {
            int[] zähler = null;
            Object объект = null;
            zähler[объект.hashCode()]++;
        });
        show("dollar", () -> {
            String $a_1 = null;
            $a_1.length();
        });
    }

    public static void main(String[] args) {
        scopes(null);
        patterns(new NullPointerMessagesNamed());
        NullPointerMessagesNamed other = new NullPointerMessagesNamed();
        new NullPointerMessagesNamed().own(other, 1, 0);
        other.next = new NullPointerMessagesNamed();
        other.numbers = new int[1];
        new NullPointerMessagesNamed().own(other, 2, 0, 0);
        first = other;
        show("statics", () -> first.next.next.next = null);
        new NullPointerMessagesNamed().own(null, 3);
    }
}
