// Modules: descriptors, readability, exports and opens, layers, resolution, access errors, reflection over
// the boot layer.
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Set;
import java.util.TreeSet;

public class Modules {
    public static void main(String[] args) throws Exception {
        Module base = Object.class.getModule();
        Module mine = Modules.class.getModule();
        System.out.println(base + " " + base.isNamed() + " " + mine.isNamed() + " " + mine.getName() + " "
            + mine.getDescriptor()
            + " " + base.isExported("java.lang") + " " + base.isExported("sun.nio.ch") + " "
            + base.isOpen("java.lang", mine) + " "
            + mine.canRead(base) + " " + base.canRead(mine) + " " + base.getClassLoader());
        ModuleDescriptor d = base.getDescriptor();
        System.out.println(d.name() + " " + d.isOpen() + " " + d.isAutomatic() + " " + d.requires().size()
            + " " + d.uses().contains(
            "java.nio.file.spi.FileSystemProvider") + " " + d.packages().contains("java.util.zip") + " "
            + d.exports().size() / 200);
        ModuleLayer boot = ModuleLayer.boot();
        System.out.println(boot.findModule("java.base").get() == base);
        System.out.println(boot.findModule("java.sql").map(Module::getDescriptor)
            .map(ModuleDescriptor::requires).map(TreeSet::new)
            .get());
        System.out.println(boot.findModule("no.such") + " " + base.getLayer().equals(boot) + " "
            + mine.getLayer() + " "
            + base.getPackages().contains("java.lang.invoke") + " " + java.sql.Driver.class.getModule() + " "
            + int.class.getModule() + " " + int[].class.getModule() + " " + Modules[].class.getModule()
            .isNamed());
        System.out.println(ModuleFinder.ofSystem().find("java.logging").get().descriptor().toNameAndVersion()
            .startsWith(
            "java.logging") + " " + ModuleFinder.ofSystem().find("java.base").get().location().get());
        try {
            String.class.getDeclaredField("value").setAccessible(true);
        } catch (InaccessibleObjectException e) {
            System.out.println(e.getMessage().replaceAll("@[0-9a-f]+", "@"));
        }
        try {
            Class.forName("jdk.internal.misc.Unsafe").getMethod("getUnsafe").invoke(null);
        } catch (IllegalAccessException e) {
            System.out.println(e.getMessage().replaceAll("@[0-9a-f]+", "@"));
        }
        Configuration c = boot.configuration().resolve(ModuleFinder.of(), ModuleFinder.ofSystem(), Set.of());
        System.out.println(c.modules() + " " + boot.configuration().findModule("java.base").get().reads());
        try {
            boot.configuration().resolve(ModuleFinder.of(), ModuleFinder.of(), Set.of("no.such.module"));
        } catch (FindException e) {
            System.out.println(e.getMessage());
        }
        ModuleDescriptor made = ModuleDescriptor.newModule("own.module").requires("java.base").exports("p.q")
            .version("1.2").build();
        System.out.println(made + " " + made.exports() + " " + made.requires() + " "
            + ModuleDescriptor.Version.parse("1.10")
            .compareTo(ModuleDescriptor.Version.parse("1.9")));
        try {
            ModuleDescriptor.newModule("bad-name");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        mine.addReads(base);
        mine.addOpens("", base);
        System.out.println(mine.isOpen("", base) + " " + base.isAnnotationPresent(Deprecated.class) + " "
            + Object.class.getPackage() + " " + mine.getPackages().contains(""));
        try {
            base.addExports("java.lang", mine);
        } catch (IllegalCallerException e) {
            System.out.println(e.getMessage().replaceAll("@[0-9a-f]+", "@"));
        }
    }
}
