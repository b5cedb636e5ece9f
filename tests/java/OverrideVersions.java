// Overriding across packages: what is transitive since class files of version 51, and was not before.
public class OverrideVersions {
    static final int PUBLIC = ClassWriterLite.PUBLIC, SUPER = ClassWriterLite.SUPER;

    static ClassWriterLite type(int version, String name, String superName, int methodFlags, int answer) {
        ClassWriterLite c = new ClassWriterLite(version, PUBLIC | SUPER, name, superName);
        c.constructor();
        if (answer >= 0) {
            c.method(methodFlags, "m", "()I").op("bipush", answer).op("ireturn");
        }
        return c;
    }

    static void call(ClassWriterLite user, String receiver, String holder) {
        user.method("run" + receiver.charAt(receiver.length() - 1) + holder.charAt(holder.length() - 1), "()I")
            .type("new", receiver).op("dup").call("invokespecial", receiver, "<init>", "()V")
            .call("invokevirtual", holder, "m", "()I").op("ireturn");
    }

    static void hierarchy(int versionB, int versionC, int versionD, int flagsA) {
        ClassWriterLite.Loader loader = new ClassWriterLite.Loader();
        loader.put(type(50, "p/A", "java/lang/Object", flagsA, 1));
        loader.put(type(versionB, "p/B", "p/A", 0, 2));
        loader.put(type(versionC, "q/C", "p/B", PUBLIC, 3));
        loader.put(type(versionD, "p/D", "q/C", PUBLIC, 4));
        ClassWriterLite user = new ClassWriterLite(50, PUBLIC | SUPER, "p/User", "java/lang/Object");
        String text = "";
        String[] names = {"p/A", "p/B", "q/C", "p/D"};
        for (int r = 0; r < names.length; r++) {
            for (int h = 0; h <= r; h++) {
                call(user, names[r], names[h]);
            }
        }
        loader.put(user);
        for (int r = 0; r < names.length; r++) {
            for (int h = 0; h <= r; h++) {
                String method = "run" + names[r].charAt(2) + names[h].charAt(2);
                text += " " + method.substring(3) + "=" + ClassWriterLite.outcome(loader.load("p.User"), method);
            }
        }
        System.out.println(versionB + " " + versionC + " " + versionD + " " + flagsA + ":" + text);
    }

    public static void main(String[] args) {
        for (int flags : new int[] {PUBLIC, ClassWriterLite.PROTECTED, 0}) {
            for (int c : new int[] {49, 50, 51, 55}) {
                for (int d : new int[] {50, 51}) {
                    hierarchy(50, c, d, flags);
                    hierarchy(51, c, d, flags);
                }
            }
        }
    }
}
