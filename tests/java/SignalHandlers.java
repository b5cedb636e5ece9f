// Which signals a program may handle, where and with what priority its handlers run, and raising them.
import java.util.concurrent.SynchronousQueue;
import sun.misc.Signal;
import sun.misc.SignalHandler;

public class SignalHandlers {
    static final SynchronousQueue<String> HANDLED = new SynchronousQueue<>();

    static void handle(Signal signal) {
        Thread t = Thread.currentThread();
        try {
            HANDLED.put(signal + " on " + t.getName() + ", priority " + t.getPriority() + ", daemon "
                + t.isDaemon() + ", group " + t.getThreadGroup().getName());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void refused(String name) {
        try {
            Signal.handle(new Signal(name), SignalHandlers::handle);
            System.out.println(name + " is handled");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws Exception {
        for (String name : new String[] {"KILL", "STOP", "SEGV", "FPE", "ILL", "QUIT", "NOSUCH"}) {
            refused(name);
        }
        for (String name : new String[] {"BUS", "USR1", "HUP", "WINCH"}) {
            Signal signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, SignalHandlers::handle);
            Signal.raise(signal);
            System.out.println(HANDLED.take());
            if (name.equals("WINCH")) {
                System.out.println(before == SignalHandler.SIG_DFL);
                Signal.handle(signal, before);
                Signal.raise(new Signal("USR1"));
                System.out.println(HANDLED.take());
            }
        }
    }
}
