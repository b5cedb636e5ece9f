// Compute: Huffman coding of a text, packed into bytes and unpacked again.
import java.util.PriorityQueue;
import java.util.TreeMap;

public class Huffman {
    static final class Node implements Comparable<Node> {
        final int weight;
        final char symbol;
        final Node left;
        final Node right;

        Node(int weight, char symbol, Node left, Node right) {
            this.weight = weight;
            this.symbol = symbol;
            this.left = left;
            this.right = right;
        }

        @Override
        public int compareTo(Node o) {
            return weight != o.weight ? weight - o.weight : symbol - o.symbol;
        }
    }

    static void codes(Node n, String prefix, TreeMap<Character, String> out) {
        if (n.left == null) {
            out.put(n.symbol, prefix.isEmpty() ? "0" : prefix);
        } else {
            codes(n.left, prefix + '0', out);
            codes(n.right, prefix + '1', out);
        }
    }

    public static void main(String[] args) {
        String text = "she sells sea shells by the sea shore; the shells are sea shells. ".repeat(8);
        int[] counts = new int[128];
        for (char c : text.toCharArray()) {
            counts[c]++;
        }
        PriorityQueue<Node> queue = new PriorityQueue<>();
        for (char c = 0; c < 128; c++) {
            if (counts[c] > 0) {
                queue.add(new Node(counts[c], c, null, null));
            }
        }
        while (queue.size() > 1) {
            Node a = queue.poll();
            Node b = queue.poll();
            queue.add(new Node(a.weight + b.weight, (char) Math.min(a.symbol, b.symbol), a, b));
        }
        Node root = queue.poll();
        TreeMap<Character, String> codes = new TreeMap<>();
        codes(root, "", codes);
        System.out.println(codes);
        byte[] packed = new byte[text.length()];
        int bit = 0;
        for (char c : text.toCharArray()) {
            for (char d : codes.get(c).toCharArray()) {
                if (d == '1') {
                    packed[bit >> 3] |= (byte) (1 << (bit & 7));
                }
                bit++;
            }
        }
        StringBuilder back = new StringBuilder();
        Node n = root;
        for (int i = 0; i < bit; i++) {
            n = (packed[i >> 3] & 1 << (i & 7)) != 0 ? n.right : n.left;
            if (n.left == null) {
                back.append(n.symbol);
                n = root;
            }
        }
        System.out.println(bit + " bits for " + text.length() + " characters, same "
            + text.contentEquals(back));
    }
}
