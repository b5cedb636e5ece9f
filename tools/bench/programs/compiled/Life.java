/** Arrays of arrays of bytes, with wrapping indices: the game of life on a torus. */
public class Life {
    static byte[][] step(byte[][] now) {
        int height = now.length;
        int width = now[0].length;
        byte[][] next = new byte[height][width];
        for (int y = 0; y < height; y++) {
            byte[] above = now[(y + height - 1) % height];
            byte[] here = now[y];
            byte[] below = now[(y + 1) % height];
            for (int x = 0; x < width; x++) {
                int left = x == 0 ? width - 1 : x - 1;
                int right = x == width - 1 ? 0 : x + 1;
                int around = above[left] + above[x] + above[right] + here[left] + here[right] + below[left]
                    + below[x] + below[right];
                next[y][x] = (byte) (around == 3 || (around == 2 && here[x] != 0) ? 1 : 0);
            }
        }
        return next;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        byte[][] world = new byte[200][300];
        for (int i = 0, seed = 1; i < 20_000; i++) {
            seed = seed * 1_103_515_245 + 12_345;
            world[(seed >>> 8) % 200][(seed >>> 17) % 300] = 1;
        }
        int check = 0;
        for (int generation = 0; generation < size; generation++) {
            world = step(world);
            check = check * 31 + world[generation % 200][generation % 300];
        }
        for (byte[] row : world) {
            for (byte cell : row) {
                check = check * 3 + cell;
            }
        }
        System.out.println("life " + check);
    }
}
