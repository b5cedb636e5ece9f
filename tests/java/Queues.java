// ArrayDeque, PriorityQueue, LinkedList as a deque, blocking and delay queues, bounded queues.
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

public class Queues {
    static void deque(Deque<Integer> d) {
        for (int i = 0; i < 20; i++) {
            if (i % 3 == 0) {
                d.addFirst(i);
            } else {
                d.addLast(i);
            }
        }
        System.out.println(d.getClass().getSimpleName() + " " + d + " " + d.peekFirst() + d.peekLast()
            + d.pollFirst() + d.pop()
            + d.removeLast() + d.removeFirstOccurrence(5) + d.size());
        Iterator<Integer> it = d.descendingIterator();
        int sum = 0;
        while (it.hasNext()) {
            sum = sum * 2 + it.next();
        }
        d.clear();
        System.out.println(sum + " " + d.poll() + d.isEmpty());
    }

    record Task(String name, int priority) { }

    public static void main(String[] args) throws Exception {
        deque(new ArrayDeque<>());
        deque(new LinkedList<>());
        deque(new ConcurrentLinkedDeque<>());
        deque(new LinkedBlockingDeque<>());
        PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingInt(Task::priority)
            .thenComparing(Task::name));
        for (int i = 0; i < 10; i++) {
            tasks.add(new Task("t" + i, i * 7 % 4));
        }
        StringBuilder out = new StringBuilder();
        while (!tasks.isEmpty()) {
            out.append(tasks.poll().name()).append(' ');
        }
        System.out.println(out);
        Queue<Integer> heap = new PriorityBlockingQueue<>(List.of(5, 1, 4, 2, 3));
        System.out.println(heap.poll() + " " + heap.peek() + " " + heap.size());
        ArrayBlockingQueue<String> bounded = new ArrayBlockingQueue<>(2);
        System.out.println(bounded.offer("a") + " " + bounded.offer("b") + " " + bounded.offer("c") + " "
            + bounded.offer("d", 1, TimeUnit.MILLISECONDS) + bounded.remainingCapacity() + bounded.take()
            + bounded);
        try {
            bounded.add("x");
            bounded.add("y");
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        SynchronousQueue<Integer> hand = new SynchronousQueue<>();
        Thread giver = new Thread(() -> {
            try {
                for (int i = 0; i < 3; i++) {
                    hand.put(i);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        giver.start();
        System.out.println(hand.take() + hand.take() + hand.take() + " " + hand.poll());
        giver.join();
        LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>();
        System.out.println(transfer.tryTransfer("nobody") + " " + transfer.offer("kept") + " "
            + transfer.take());
        try {
            new ArrayDeque<>().add(null);
        } catch (NullPointerException e) {
            System.out.println("no null");
        }
        try {
            new ArrayDeque<>().removeFirst();
        } catch (java.util.NoSuchElementException e) {
            System.out.println("empty " + e.getMessage());
        }
    }
}
