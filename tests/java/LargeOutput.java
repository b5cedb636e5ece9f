// Much output through print, println, printf and write, in order on both streams.
public class LargeOutput {
    public static void main(String[] args) {
        long sum = 0;
        for (int i = 0; i < 5000; i++) {
            System.out.print(i);
            System.out.print(' ');
            if (i % 100 == 99) {
                System.out.println();
                System.err.println("err " + i);
            }
            sum += i;
        }
        System.out.write("raw\n".getBytes(), 0, 4);
        byte[] block = new byte[20000];
        java.util.Arrays.fill(block, (byte) '=');
        block[block.length - 1] = '\n';
        System.out.write(block, 0, block.length);
        System.out.printf("%d%n", sum);
    }
}
