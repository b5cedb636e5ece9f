// Sockets on the loopback interface: TCP, UDP, channels, selectors, timeouts, refused connections, addresses.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

public class Sockets {
    static BufferedReader lines(Socket s) throws IOException {
        return new BufferedReader(new InputStreamReader(s.getInputStream()));
    }

    static void tcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread echo = new Thread(() -> {
                for (int i = 0; i < 3; i++) {
                    try (Socket s = server.accept(); PrintWriter out = new PrintWriter(s.getOutputStream(),
                        true);
                            BufferedReader in = lines(s)) {
                        String line;
                        while ((line = in.readLine()) != null) {
                            out.println("echo " + line);
                        }
                    } catch (IOException e) {
                        System.out.println("server " + e);
                    }
                }
            });
            echo.start();
            for (int i = 0; i < 3; i++) {
                try (Socket s = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    s.setTcpNoDelay(true);
                    s.setSoTimeout(5000);
                    PrintWriter out = new PrintWriter(s.getOutputStream(), true);
                    BufferedReader in = lines(s);
                    out.println("hello " + i);
                    out.println("x".repeat(10000));
                    System.out.println(in.readLine() + " " + in.readLine().length() + " " + s.isConnected()
                        + s.getTcpNoDelay());
                    s.shutdownOutput();
                    System.out.println(in.readLine());
                }
            }
            echo.join();
            server.setSoTimeout(5);
            try {
                server.accept();
            } catch (SocketTimeoutException e) {
                System.out.println(e.getMessage());
            }
            int port = server.getLocalPort();
            server.close();
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
            } catch (ConnectException e) {
                System.out.println(e.getMessage());
            }
            try {
                server.accept();
            } catch (SocketException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static void udp() throws Exception {
        try (DatagramSocket a = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket b = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] text = "datagram".getBytes();
            a.send(new DatagramPacket(text, text.length, b.getLocalSocketAddress()));
            DatagramPacket got = new DatagramPacket(new byte[100], 100);
            b.setSoTimeout(5000);
            b.receive(got);
            System.out.println(new String(got.getData(), 0, got.getLength()) + " "
                + (got.getPort() == a.getLocalPort()));
            b.setSoTimeout(5);
            try {
                b.receive(got);
            } catch (SocketTimeoutException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static void channels() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(selector.selectNow() + " " + server.accept());
            InetSocketAddress at = (InetSocketAddress) server.getLocalAddress();
            Thread client = new Thread(() -> {
                try (SocketChannel c = SocketChannel.open(at)) {
                    c.write(ByteBuffer.wrap("from channel".getBytes()));
                    ByteBuffer in = ByteBuffer.allocate(100);
                    c.read(in);
                    System.out.println("client got " + new String(in.array(), 0, in.position()));
                } catch (IOException e) {
                    System.out.println(e);
                }
            });
            client.start();
            boolean open = true;
            while (open) {
                selector.select();
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey k = keys.next();
                    keys.remove();
                    if (k.isAcceptable()) {
                        SocketChannel c = server.accept();
                        c.configureBlocking(false);
                        c.register(selector, SelectionKey.OP_READ);
                    } else if (k.isReadable()) {
                        SocketChannel c = (SocketChannel) k.channel();
                        ByteBuffer in = ByteBuffer.allocate(100);
                        int n = c.read(in);
                        if (n < 0) {
                            c.close();
                            open = false;
                        } else {
                            System.out.println("server got " + new String(in.array(), 0, n));
                            in.flip();
                            c.write(in);
                        }
                    }
                }
            }
            client.join();
            Thread waker = new Thread(selector::wakeup);
            waker.start();
            System.out.println(selector.select() + " " + selector.isOpen());
            waker.join();
        }
    }

    public static void main(String[] args) throws Exception {
        tcp();
        udp();
        channels();
        System.out.println(InetAddress.getByName("127.0.0.1").isLoopbackAddress() + " "
            + InetAddress.getByAddress("own",
            new byte[] {10, 0, 0, 1}) + " " + InetAddress.getByName("::1").getHostAddress() + " "
            + InetAddress.getByName("192.168.1.1").isSiteLocalAddress() + " "
            + new InetSocketAddress("127.0.0.1", 80));
        try {
            InetAddress.getByName("999.1.1.1.invalid");
        } catch (UnknownHostException e) {
            System.out.println(e.getMessage().replaceAll(":.*", ""));
        }
        try {
            new InetSocketAddress(70000);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
