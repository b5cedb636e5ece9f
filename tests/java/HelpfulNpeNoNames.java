// Helpful NullPointerException messages when the class file has no variable names.
public class HelpfulNpeNoNames {
    static class Node {
        Node next;
        int value;
        int[] array;
        String[][] grid;
        long wide;

        Node next() {
            return next;
        }

        static Node none() {
            return null;
        }
    }

    interface Step {
        void run();
    }

    static Node shared;
    Node field;

    static void show(Step step) {
        try {
            step.run();
            System.out.println("no exception");
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }

    void instance(Node parameter) {
        show(() -> this.field.value = 1);
        Node a = new Node();
        show(() -> System.out.println(a.next.next.value));
        show(() -> parameter.next());
        show(() -> field.next().next());
    }

    static int unbox(Integer i) {
        return i;
    }

    public static void main(String[] args) {
        Node node = new Node();
        String text = null;
        int[] ints = null;
        Object[] objects = new Object[2];
        int i = 1;
        show(() -> System.out.println(shared.value));
        show(() -> shared.value = 3);
        show(() -> shared.value++);
        show(() -> shared.next().next());
        show(() -> node.next().next());
        show(() -> Node.none().next());
        show(() -> node.array[2] = 1);
        show(() -> System.out.println(node.array[2]));
        show(() -> System.out.println(node.array.length));
        show(() -> System.out.println(node.grid[1][2]));
        show(() -> System.out.println(text.length()));
        show(() -> System.out.println(ints[0]));
        show(() -> objects[i].toString());
        show(() -> objects[i - 1].hashCode());
        show(() -> unbox(null));
        show(() -> {
            synchronized (shared) {
                System.out.println();
            }
        });
        show(() -> {
            throw null;
        });
        show(() -> {
            RuntimeException e = null;
            throw e;
        });
        show(() -> {
            Node[] nodes = {null, node};
            nodes[1].next.wide = 5L;
        });
        show(() -> {
            Node[][] nodes = new Node[2][2];
            nodes[0][1].wide += 2;
        });
        show(() -> {
            String[][] grid = new String[3][];
            grid[2][0] = "x";
        });
        show(() -> {
            int[][][] cube = {{null}};
            cube[0][0][0]++;
        });
        show(() -> {
            long[] longs = null;
            double[] doubles = null;
            if (args.length == 0) {
                longs[Integer.parseInt("5")] = 5;
            }
            doubles[0] = 1;
        });
        show(() -> {
            byte[] bytes = null;
            bytes[0] = 1;
        });
        show(() -> {
            boolean[] flags = null;
            System.out.println(flags[3]);
        });
        show(() -> {
            char[] chars = null;
            chars[0]++;
        });
        show(() -> {
            Comparable<String> c = null;
            c.compareTo("x");
        });
        show(() -> {
            Integer boxed = null;
            switch (boxed) {
                default: System.out.println();
            }
        });
        show(() -> {
            for (String s : (String[]) null) {
                System.out.println(s);
            }
        });
        show(() -> {
            Iterable<String> all = null;
            for (String s : all) {
                System.out.println(s);
            }
        });
        show(() -> new HelpfulNpeNoNames().field.next.next.value = 1);
        show(() -> {
            throw new NullPointerException();
        });
        show(() -> {
            throw new NullPointerException("own text");
        });
        show(() -> java.util.Objects.requireNonNull(null, "required"));
        show(() -> (i > 0 ? shared : node).next());
        new HelpfulNpeNoNames().instance(null);
        directly(null, null, 0);
    }

    static void directly(Node p, int[][] q, long wide) {
        try {
            int local = 3;
            q[local][local + 1] = p.array[local];
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try {
            p.next.next = null;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try {
            Node again = p;
            again.wide = wide;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try {
            int[] sizes = new int[] {1};
            q = new int[2][];
            q[sizes[0]][sizes[0] * 2 + 1] += 4;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }
}
