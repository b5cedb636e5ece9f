// Deep class chains and wide interface sets: virtual and interface calls, casts, super calls, assembled in
// hundreds.
public class DeepHierarchies {
    interface Marker {
        default int mark() {
            return 1;
        }
    }

    public static void main(String[] args) throws Exception {
        int depth = 120;
        ClassWriterLite.Loader loader = new ClassWriterLite.Loader();
        int open = ClassWriterLite.PUBLIC | ClassWriterLite.SUPER;
        for (int i = 0; i < depth; i++) {
            ClassWriterLite f = new ClassWriterLite(52,
                ClassWriterLite.PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT,
                "Face" + i, "java/lang/Object");
            f.method(ClassWriterLite.PUBLIC, "face" + i, "()I").op("sipush", i).op("ireturn");
            f.method(ClassWriterLite.PUBLIC, "common" + i % 10, "()I").op("sipush", i).op("ireturn");
            loader.put(f);
            String parent = i == 0 ? "java/lang/Object" : "Level" + (i - 1);
            ClassWriterLite c = i == 0 ? new ClassWriterLite(52, open, "Level0", parent)
                : new ClassWriterLite(52, open, "Level" + i, parent, "Face" + i);
            c.field(ClassWriterLite.PUBLIC, "f", i % 2 == 0 ? "I" : "J");
            c.constructor();
            c.method(ClassWriterLite.PUBLIC, "own" + i, "()I").op("sipush", i).op("ireturn");
            ClassWriterLite.Code total = c.method(ClassWriterLite.PUBLIC, "total", "()I").max(2, 1);
            if (i == 0) {
                total.op("iconst_1 ireturn");
            } else {
                total.op("aload_0").call("invokespecial", parent, "total", "()I").op("iconst_1 iadd ireturn");
            }
            for (int k = 0; k < 10 && i == 0; k++) {
                c.method(ClassWriterLite.PUBLIC, "common" + k, "()I").op("iconst_m1 ireturn");
            }
            loader.put(c);
        }
        ClassWriterLite user = new ClassWriterLite(52, "HierarchyUser");
        user.method("run", "(LLevel0;)I").op("aload_0").call("invokevirtual", "Level0", "total", "()I")
            .op("ireturn");
        user.method("face", "(LFace77;)I").op("aload_0").callInterface("invokeinterface", "Face77", "face77",
            "()I", 1).op("ireturn");
        user.method("common", "(LFace77;)I").op("aload_0").callInterface("invokeinterface", "Face77",
            "common7", "()I", 1)
            .op("ireturn");
        user.method("is", "(Ljava/lang/Object;)Z").op("aload_0").type("instanceof", "Level60").op("ireturn");
        user.method("isFace", "(Ljava/lang/Object;)Z").op("aload_0").type("instanceof", "Face60")
            .op("ireturn");
        user.method("cast", "(Ljava/lang/Object;)Ljava/lang/Object;").op("aload_0").type("checkcast",
            "Level90").op("areturn");
        loader.put(user);
        Class<?> u = loader.load("HierarchyUser");
        for (int i : new int[] {0, 1, 59, 60, 61, 76, 77, 89, 90, 119}) {
            Object o = loader.load("Level" + i).getDeclaredConstructor().newInstance();
            System.out.println(i + " " + ClassWriterLite.call(u, "run", o) + " " + ClassWriterLite.call(u,
                "is", o) + " "
                + ClassWriterLite.call(u, "isFace", o) + " "
                + (i >= 77 ? ClassWriterLite.call(u, "face", o) + " " + ClassWriterLite.call(u, "common",
                o) : "") + " "
                + (i >= 90 ? "cast" : ClassWriterLite.outcome(u, "cast", o).replaceAll("\\(.*", "")) + " "
                + o.getClass().getMethods().length + " " + o.getClass().getSuperclass().getSimpleName());
        }
        System.out.println(new Marker() { }.mark());
    }
}
