// ArrayList, LinkedList, Vector, Stack, immutable lists, subList, ListIterator, sorting, Collections'
// helpers.
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Random;
import java.util.Stack;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;

public class Lists {
    static void exercise(List<Integer> list) {
        for (int i = 0; i < 10; i++) {
            list.add(i * 7 % 10);
        }
        list.add(3, 100);
        list.remove(0);
        list.remove(Integer.valueOf(100));
        list.set(1, -1);
        list.addAll(2, List.of(50, 51));
        list.removeIf(n -> n == 8);
        list.replaceAll(n -> n * 2);
        System.out.println(list.getClass().getSimpleName() + list + list.size() + list.indexOf(4)
            + list.lastIndexOf(999)
            + list.contains(100) + list.hashCode() + list.subList(2, 5) + list.equals(new ArrayList<>(list)));
        Collections.sort(list);
        System.out.println(list + " " + Collections.binarySearch(list, 12) + " " + Collections.max(list));
        list.sort(Comparator.<Integer>reverseOrder());
        list.subList(1, 4).clear();
        System.out.println(list + Arrays.toString(list.toArray())
            + Arrays.toString(list.toArray(new Integer[0])));
        ListIterator<Integer> it = list.listIterator(list.size());
        StringBuilder back = new StringBuilder();
        while (it.hasPrevious()) {
            back.append(it.previousIndex()).append(':').append(it.previous()).append(' ');
        }
        System.out.println(back);
    }

    static void fails(String name, Runnable r) {
        try {
            r.run();
            System.out.println(name + " works");
        } catch (RuntimeException e) {
            System.out.println(name + " " + e);
        }
    }

    public static void main(String[] args) {
        exercise(new ArrayList<>());
        exercise(new LinkedList<>());
        exercise(new Vector<>());
        exercise(new CopyOnWriteArrayList<>());
        exercise(Collections.synchronizedList(new ArrayList<>()));
        ListIterator<String> it = new ArrayList<>(List.of("a", "b", "c")).listIterator();
        it.next();
        it.set("A");
        it.add("between");
        it.next();
        it.remove();
        System.out.println(it.nextIndex() + it.previous());
        Stack<String> stack = new Stack<>();
        stack.push("x");
        stack.push("y");
        System.out.println(stack.peek() + stack.pop() + stack.search("x") + stack.empty() + stack);
        List<Integer> shuffled = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            shuffled.add(i);
        }
        Collections.shuffle(shuffled, new Random(42));
        System.out.println(shuffled);
        Collections.rotate(shuffled, 3);
        Collections.swap(shuffled, 0, 19);
        Collections.reverse(shuffled);
        System.out.println(shuffled + " " + Collections.frequency(shuffled, 3) + Collections.nCopies(3, "z")
            + " "
            + Collections.disjoint(shuffled, List.of(99)) + Collections.indexOfSubList(List.of(1, 2, 3),
            List.of(2, 3)));
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
        fails("modified", () -> {
            for (Integer n : list) {
                list.add(n);
            }
        });
        fails("immutable add", () -> List.of(1).add(2));
        fails("immutable null", () -> List.of(1, null));
        fails("contains null", () -> List.of(1).contains(null));
        fails("unmodifiable", () -> Collections.unmodifiableList(list).remove(0));
        fails("asList add", () -> Arrays.asList(1, 2).add(3));
        fails("get", () -> list.get(99));
        fails("linked get", () -> new LinkedList<>(list).get(-1));
        fails("linked first", () -> new LinkedList<>().getFirst());
        fails("pop", () -> new Stack<>().pop());
        fails("sublist", () -> list.subList(2, 1));
        fails("capacity", () -> new ArrayList<>(-1));
        fails("no next", () -> List.of().iterator().next());
        fails("checked", () -> Collections.checkedList(new ArrayList<Object>(), Object.class).add("fine"));
        fails("sort nulls", () -> Collections.sort(Arrays.asList("a", null)));
        System.out.println(List.copyOf(list) + " " + List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).size());
        try {
            throw new ConcurrentModificationException("plain");
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }
}
