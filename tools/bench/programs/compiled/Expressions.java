/** Virtual calls through an abstract class: trees of expressions are evaluated and differentiated. */
public class Expressions {
    abstract static class Node {
        abstract double value(double x);

        abstract Node derived();

        int size() {
            return 1;
        }
    }

    static final class Constant extends Node {
        final double number;

        Constant(double number) {
            this.number = number;
        }

        double value(double x) {
            return number;
        }

        Node derived() {
            return new Constant(0);
        }
    }

    static final class Variable extends Node {
        double value(double x) {
            return x;
        }

        Node derived() {
            return new Constant(1);
        }
    }

    abstract static class Binary extends Node {
        final Node left;
        final Node right;

        Binary(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        int size() {
            return left.size() + right.size() + 1;
        }
    }

    static final class Sum extends Binary {
        Sum(Node left, Node right) {
            super(left, right);
        }

        double value(double x) {
            return left.value(x) + right.value(x);
        }

        Node derived() {
            return new Sum(left.derived(), right.derived());
        }
    }

    static final class Product extends Binary {
        Product(Node left, Node right) {
            super(left, right);
        }

        double value(double x) {
            return left.value(x) * right.value(x);
        }

        Node derived() {
            return new Sum(new Product(left.derived(), right), new Product(left, right.derived()));
        }
    }

    static Node polynomial(int degree) {
        Node sum = new Constant(degree);
        Node power = new Variable();
        for (int i = 1; i <= degree; i++) {
            sum = new Sum(sum, new Product(new Constant(i * 0.5), power));
            power = new Product(power, new Variable());
        }
        return sum;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        double check = 0;
        for (int round = 0; round < size; round++) {
            Node f = polynomial(3 + round % 9);
            Node slope = f.derived();
            double x = 1;
            for (int i = 0; i < 20; i++) {
                x -= (f.value(x) - 5) / (slope.value(x) + 1);
            }
            check += x + f.size() + slope.size();
        }
        System.out.println("expressions " + Double.doubleToLongBits(check));
    }
}
