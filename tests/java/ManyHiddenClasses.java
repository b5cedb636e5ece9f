// Twenty thousand hidden classes in one run.
import java.lang.invoke.MethodHandles;

public class ManyHiddenClasses {
    public static void main(String[] args) throws Exception {
        ClassWriterLite c = new ClassWriterLite(55, "ManyTemplate");
        c.method("value", "()I").op("bipush", 3).op("ireturn");
        byte[] bytes = c.bytes();
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        int sum = 0;
        for (int i = 0; i < 20_000; i++) {
            Class<?> hidden = lookup.defineHiddenClass(bytes, false).lookupClass();
            if (i % 5000 == 0) {
                sum += (Integer) ClassWriterLite.call(hidden, "value");
            }
        }
        System.out.println(sum);
    }
}
