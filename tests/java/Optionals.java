// Optional and its primitive forms.
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

public class Optionals {
    public static void main(String[] args) {
        Optional<String> some = Optional.of("value");
        Optional<String> none = Optional.empty();
        System.out.println(some + " " + none + " " + some.map(String::length) + " "
            + none.map(String::length) + " "
            + some.filter(s -> s.isEmpty()) + " " + some.flatMap(s -> Optional.of(s + "!")) + " "
            + none.or(() -> some) + " "
            + none.orElse("other") + " " + none.orElseGet(() -> "made") + " " + some.get() + some.isPresent()
            + none.isEmpty());
        some.ifPresent(System.out::println);
        none.ifPresentOrElse(System.out::println, () -> System.out.println("nothing"));
        System.out.println(some.stream().count() + none.stream().count() + " "
            + some.equals(Optional.of("value")) + " "
            + some.hashCode() + " " + none.hashCode() + " " + Optional.ofNullable(null) + " "
            + (none == Optional.<String>empty()));
        for (Runnable r : new Runnable[] {none::get, none::orElseThrow, () -> Optional.of(null),
            () -> none.orElseThrow(() -> new IllegalStateException("own")), () -> OptionalInt.empty()
            .getAsInt()}) {
            try {
                r.run();
            } catch (NoSuchElementException | NullPointerException | IllegalStateException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
        System.out.println(OptionalInt.of(3) + " " + OptionalLong.of(1L << 40) + " " + OptionalDouble.of(2.5)
            + " "
            + OptionalInt.empty() + " " + OptionalDouble.of(Double.NaN).equals(OptionalDouble.of(Double.NaN))
            + " "
            + OptionalLong.empty().orElse(9) + " " + some.map(s -> (String) null).isPresent());
    }
}
