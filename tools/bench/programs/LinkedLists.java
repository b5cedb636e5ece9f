import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/** Allocation through the library's lists: boxing, iterators, nodes, growing arrays. */
public class LinkedLists {
    public static void main(String[] args) {
        long check = 0;
        for (int round = 0; round < 130; round++) {
            List<Integer> linked = new LinkedList<>();
            List<Integer> array = new ArrayList<>();
            ArrayDeque<int[]> queue = new ArrayDeque<>();
            for (int i = 0; i < 6000; i++) {
                linked.add(i * 7);
                array.add(i ^ round);
                queue.addLast(new int[] {i, round});
                if (queue.size() > 100) {
                    check += queue.removeFirst()[0];
                }
            }
            for (int value : linked) {
                check += value;
            }
            for (int value : array) {
                check ^= value;
            }
            linked.removeIf(value -> (value & 3) == 0);
            check += linked.size();
        }
        System.out.println("lists " + check);
    }
}
