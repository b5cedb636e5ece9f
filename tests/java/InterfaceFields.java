// Fields of interfaces and superclasses: constants, hiding, ambiguity resolved, inheritance through several
// paths.
public class InterfaceFields {
    interface A {
        int X = 1;
        String NAME = "A" + Math.abs(-1);
    }

    interface B extends A {
        int X = 2;
    }

    interface C extends A {
        long Y = X + 10;
    }

    static class Base {
        static String NAME = "Base";
        protected int z = 1;
        static int calls;
    }

    static class Impl extends Base implements B, C {
        int z = 2;

        String all() {
            return A.X + " " + B.X + " " + Y + " " + B.NAME + " " + Base.NAME + " " + z + super.z
                + ((Base) this).z + this.z;
        }
    }

    static class Sub extends Impl {
        static int calls;

        void count() {
            calls++;
            Base.calls += 10;
            super.z++;
        }
    }

    public static void main(String[] args) throws Exception {
        Impl i = new Impl();
        System.out.println(i.all() + " " + ((B) i).X + " " + C.X + " " + ((C) i).X);
        Sub s = new Sub();
        s.count();
        s.count();
        System.out.println(Sub.calls + " " + Impl.calls + " " + s.z + " " + ((Base) s).z);
        System.out.println(Impl.class.getField("Y").getLong(null) + " " + B.class.getFields().length + " "
            + Impl.class.getField("X"));
        Base other = s;
        System.out.println(other.z + " " + (other instanceof A) + " "
            + (other instanceof Impl im ? im.z : -1));
    }
}
