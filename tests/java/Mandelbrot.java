// Compute: a small picture of the set in characters.
public class Mandelbrot {
    public static void main(String[] args) {
        StringBuilder out = new StringBuilder();
        long total = 0;
        for (int row = 0; row < 24; row++) {
            for (int col = 0; col < 70; col++) {
                double cr = col / 30.0 - 1.8;
                double ci = row / 10.0 - 1.2;
                double zr = 0;
                double zi = 0;
                int i = 0;
                while (i < 200 && zr * zr + zi * zi <= 4) {
                    double t = zr * zr - zi * zi + cr;
                    zi = 2 * zr * zi + ci;
                    zr = t;
                    i++;
                }
                total += i;
                out.append(" .:-=+*#%@".charAt(i * 9 / 200));
            }
            out.append('\n');
        }
        System.out.print(out);
        System.out.println(total);
    }
}
