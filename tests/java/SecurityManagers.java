// vmargs: -Djava.security.manager
// A security manager: domains on the stack, privileged actions, limited contexts, inherited contexts.
import java.security.AccessControlContext;
import java.security.AccessControlException;
import java.security.AccessController;
import java.security.Permission;
import java.security.Permissions;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.PropertyPermission;

public class SecurityManagers {
    static final Permission READ = new PropertyPermission("user.home", "read");
    static final Permission EXIT = new RuntimePermission("exitVM.7");

    static String ask(Permission p) {
        try {
            AccessController.checkPermission(p);
            return "granted";
        } catch (AccessControlException e) {
            return e.getMessage();
        }
    }

    static AccessControlContext only(Permission p) {
        Permissions granted = new Permissions();
        granted.add(p);
        return new AccessControlContext(new ProtectionDomain[] {new ProtectionDomain(null, granted)});
    }

    @SuppressWarnings("removal")
    public static void main(String[] args) throws Exception {
        System.out.println(ask(READ));
        System.out.println(AccessController.doPrivileged((PrivilegedAction<String>) () -> ask(READ)));
        System.out.println(AccessController.doPrivileged((PrivilegedAction<String>) () -> ask(EXIT),
            only(READ)));
        AccessControlContext here = AccessController.getContext();
        System.out.println(here.equals(AccessController.getContext()));
        try {
            only(READ).checkPermission(READ);
            only(READ).checkPermission(EXIT);
        } catch (AccessControlException e) {
            System.out.println(e.getMessage() + " " + e.getPermission().equals(EXIT));
        }
        try {
            System.getProperty("user.home");
        } catch (AccessControlException e) {
            System.out.println(e.getMessage());
        }
        try {
            Class.forName("sun.misc.Unsafe");
        } catch (AccessControlException e) {
            System.out.println(e.getMessage());
        }
        Thread thread = new Thread(() -> System.out.println("in a thread: " + ask(EXIT)));
        thread.start();
        thread.join();
        System.out.println(System.getProperty("java.version").isEmpty());
    }
}
