/** Double arithmetic on fields of objects: five bodies attract each other. */
public class Planets {
    static final class Body {
        double x, y, z, vx, vy, vz;
        final double mass;

        Body(double x, double y, double z, double vx, double vy, double vz, double mass) {
            this.x = x;
            this.y = y;
            this.z = z;
            this.vx = vx;
            this.vy = vy;
            this.vz = vz;
            this.mass = mass;
        }
    }

    static Body[] system() {
        Body[] bodies = new Body[5];
        bodies[0] = new Body(0, 0, 0, 0, 0, 0, 40);
        for (int i = 1; i < bodies.length; i++) {
            bodies[i] = new Body(5.0 * i, -1.5 * i, 0.25 * i, 0.5 / i, 2.5 / i, 0.01 * i, 0.01 / i);
        }
        return bodies;
    }

    static void advance(Body[] bodies, double dt) {
        for (int i = 0; i < bodies.length; i++) {
            Body a = bodies[i];
            for (int j = i + 1; j < bodies.length; j++) {
                Body b = bodies[j];
                double dx = a.x - b.x;
                double dy = a.y - b.y;
                double dz = a.z - b.z;
                double square = dx * dx + dy * dy + dz * dz;
                double force = dt / (square * Math.sqrt(square));
                a.vx -= dx * b.mass * force;
                a.vy -= dy * b.mass * force;
                a.vz -= dz * b.mass * force;
                b.vx += dx * a.mass * force;
                b.vy += dy * a.mass * force;
                b.vz += dz * a.mass * force;
            }
        }
        for (Body b : bodies) {
            b.x += dt * b.vx;
            b.y += dt * b.vy;
            b.z += dt * b.vz;
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        Body[] bodies = system();
        for (int i = 0; i < size; i++) {
            advance(bodies, 0.001);
        }
        double check = 0;
        for (Body b : bodies) {
            check += b.x + b.y + b.z + b.vx * b.vy;
        }
        System.out.println("planets " + Double.doubleToLongBits(check));
    }
}
