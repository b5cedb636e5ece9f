// switch expressions and arrow labels: yield, several labels, enums without default, nesting, exceptions.
public class SwitchNew {
    enum Day { MON, TUE, WED, THU, FRI, SAT, SUN }

    static int length(Day d) {
        return switch (d) {
            case MON, FRI, SUN -> 6;
            case TUE -> 7;
            case THU, SAT -> 8;
            case WED -> {
                int sum = 0;
                for (char c : "Wednesday".toCharArray()) {
                    sum += Character.isLetter(c) ? 1 : 0;
                }
                yield sum;
            }
        };
    }

    static String kind(Object o) {
        String name = o.getClass().getSimpleName();
        return switch (name) {
            case "Integer", "Long" -> "whole " + switch (o.hashCode() % 2) {
                case 0 -> "even";
                default -> "odd";
            };
            case "String" -> {
                if (o.toString().isEmpty()) {
                    yield "empty";
                }
                yield "text";
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    static String colons(int n) {
        return switch (n) {
            case 0:
                System.out.print("zero ");
            case 1:
                yield "small";
            default:
                yield n < 0 ? "negative" : "large";
        };
    }

    public static void main(String[] args) {
        int total = 0;
        for (Day d : Day.values()) {
            total += length(d);
            switch (d) {
                case SAT, SUN -> System.out.println(d + " weekend " + length(d));
                default -> {
                    System.out.println(d + " work " + length(d));
                }
            }
        }
        System.out.println(total);
        System.out.println(kind(3) + ", " + kind(4L) + ", " + kind("") + ", " + kind("x"));
        try {
            kind(2.0);
        } catch (IllegalArgumentException e) {
            System.out.println("no kind " + e.getMessage());
        }
        long big = switch (total) {
            case 48 -> 1L << 40;
            default -> 'x';
        };
        System.out.println(big);
        boolean flag = switch (args.length) {
            case 0 -> total > 10 && switch ("k") { case "k" -> true; default -> false; };
            default -> false;
        };
        System.out.println(flag + " " + colons(0) + " " + colons(1) + " " + colons(2) + " " + colons(-2));
    }
}
