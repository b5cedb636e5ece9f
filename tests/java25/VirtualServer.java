// A server with a virtual thread for each connection, and a client that is one too: all are connected at once
// before the first speaks; readers that are interrupted, too late, or whose peer has gone.
// vmargs: -Djdk.virtualThreadScheduler.parallelism=2
// compare: hotspot
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

public class VirtualServer {
    static final int CONNECTIONS = 400;
    static final int LINES = 5;
    static final AtomicInteger served = new AtomicInteger();

    static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), "US-ASCII"), 64);
    }

    static void serve(Socket socket) {
        try (socket) {
            BufferedReader in = reader(socket);
            for (String line; (line = in.readLine()) != null; ) {
                served.incrementAndGet(); // before the client can be done
                socket.getOutputStream().write((line.length() + ":" + line + "\n").getBytes("US-ASCII"));
            }
        } catch (IOException e) {
            System.out.println("serve: " + e);
        }
    }

    static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (SocketException e) {
            System.out.println("accept: closed " + server.isClosed());
        } catch (IOException e) {
            System.out.println("accept failed: " + e);
        }
    }

    static long talk(InetSocketAddress address, int id, CountDownLatch connected) throws Exception {
        long sum = 0;
        try (Socket socket = new Socket()) {
            socket.connect(address);
            connected.countDown();
            connected.await();
            BufferedReader in = reader(socket);
            for (int i = 0; i < LINES; i++) {
                String line = "x".repeat(id % 17) + id + "," + i;
                socket.getOutputStream().write((line + "\n").getBytes("US-ASCII"));
                String answer = in.readLine();
                if (!answer.equals(line.length() + ":" + line)) {
                    throw new AssertionError(line + " was answered with " + answer);
                }
                sum += answer.length();
            }
        }
        return sum;
    }

    static void ends(InetSocketAddress address) throws Exception {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                socket.setSoTimeout(20);
                socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                System.out.println("late: " + e.getMessage());
            } catch (IOException e) {
                System.out.println("not late: " + e);
            }
        }).join();
        Thread socketReader = Thread.ofVirtual().unstarted(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                socket.getInputStream().read();
            } catch (IOException e) {
                System.out.println("interrupted: " + e + " " + Thread.currentThread().isInterrupted());
            }
        });
        Thread channelReader = Thread.ofVirtual().unstarted(() -> {
            try (SocketChannel channel = SocketChannel.open(address)) {
                channel.read(ByteBuffer.allocate(1));
            } catch (ClosedByInterruptException e) {
                System.out.println("interrupted: " + e + " " + Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                System.out.println("not interrupted: " + e);
            }
        });
        for (Thread t : List.of(socketReader, channelReader)) {
            t.start();
            while (t.getState() != Thread.State.WAITING && t.getState() != Thread.State.TERMINATED) {
                Thread.sleep(1);
            }
            t.interrupt();
            t.join();
        }
    }

    public static void main(String[] args) throws Exception {
        ServerSocket server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
        Thread acceptor = Thread.ofVirtual().start(() -> accept(server));
        InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
        CountDownLatch connected = new CountDownLatch(CONNECTIONS);
        long sum = 0;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int id = i;
                all.add(executor.submit(() -> talk(address, id, connected)));
            }
            for (Future<Long> f : all) {
                sum += f.get();
            }
        }
        System.out.println(served + " lines, " + sum + " characters");
        ends(address);
        server.close();
        acceptor.join();
    }
}
