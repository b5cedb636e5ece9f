// Loader constraints: two loaders that know different classes of one name must not exchange them unseen.
public class LoaderConstraints {
    public static class Item { }

    static ClassWriterLite item(int value) {
        ClassWriterLite c = new ClassWriterLite(52, "Item");
        c.constructor();
        c.method(ClassWriterLite.PUBLIC, "value", "()I").op("bipush", value).op("ireturn");
        return c;
    }

    public static void main(String[] args) {
        ClassWriterLite maker = new ClassWriterLite(52, "Maker");
        maker.method("make", "()LItem;").max(2, 0).type("new", "Item").op("dup").call("invokespecial",
            "Item", "<init>", "()V")
            .op("areturn");
        ClassWriterLite.Loader below = new ClassWriterLite.Loader();
        ClassWriterLite.Loader above = new ClassWriterLite.Loader();
        above.put(item(1)).put(maker);
        ClassWriterLite user = new ClassWriterLite(52, "ItemUser");
        user.method("use", "()I").call("invokestatic", "Maker", "make", "()LItem;")
            .call("invokevirtual", "Item", "value", "()I").op("ireturn");
        ClassLoader bridge = new ClassLoader(LoaderConstraints.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.equals("Maker")) {
                    return above.load("Maker");
                }
                byte[] bytes = name.equals("Item") ? item(2)
                    .bytes() : name.equals("ItemUser") ? user.bytes() : null;
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        for (int i = 0; i < 2; i++) {
            try {
                Class<?> c = Class.forName("ItemUser", true, bridge);
                System.out.println(ClassWriterLite.call(c, "use"));
            } catch (LinkageError e) {
                System.out.println(e.toString().replaceAll("@[0-9a-f]+", "@"));
            } catch (ClassNotFoundException e) {
                System.out.println(e);
            }
        }
        below.put(item(3)).put(maker).put(user);
        System.out.println(ClassWriterLite.call(below.load("ItemUser"), "use"));
    }
}
