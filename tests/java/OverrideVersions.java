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

    static String nameOf(char letter) {
        return (letter == 'C' || letter == 'F' ? "q/" : "p/") + letter;
    }

    static void call(ClassWriterLite user, char receiver, char holder) {
        user.method("run" + receiver + holder, "()I").type("new", nameOf(receiver)).op("dup")
            .call("invokespecial", nameOf(receiver), "<init>", "()V")
            .call("invokevirtual", nameOf(holder), "m", "()I").op("ireturn");
    }

    static void hierarchy(int versionB, int versionC, int versionD, int flagsA) {
        ClassWriterLite.Loader loader = new ClassWriterLite.Loader();
        loader.put(type(50, "p/A", "java/lang/Object", flagsA, 1));
        loader.put(type(versionB, "p/B", "p/A", 0, 2));
        loader.put(type(versionC, "q/C", "p/B", PUBLIC, 3));
        loader.put(type(versionD, "p/D", "q/C", PUBLIC, 4));
        loader.put(type(versionD, "p/E", "p/B", 0, 5));
        loader.put(type(versionD, "q/F", "p/E", ClassWriterLite.PROTECTED, 6));
        ClassWriterLite user = new ClassWriterLite(50, PUBLIC | SUPER, "p/User", "java/lang/Object");
        String text = "";
        String[] pairs = {"AA", "BA", "BB", "CA", "CB", "CC", "DA", "DB", "DC", "DD", "EA", "EB", "EE", "FA",
            "FB", "FE"};
        for (String pair : pairs) {
            call(user, pair.charAt(0), pair.charAt(1));
        }
        loader.put(user);
        for (String pair : pairs) {
            text += " " + pair + "=" + ClassWriterLite.outcome(loader.load("p.User"), "run" + pair);
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
