// Random, SplittableRandom and the generators of java.util.random with fixed seeds.
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

public class Randoms {
    public static void main(String[] args) {
        Random r = new Random(42);
        System.out.println(r.nextInt() + " " + r.nextInt(100) + " " + r.nextInt(1 << 20) + " " + r.nextLong()
            + " " + r.nextBoolean()
            + " " + r.nextFloat() + " " + r.nextDouble() + " " + r.nextGaussian() + " " + r.nextInt(5, 10)
            + " " + r.nextLong(1000L));
        byte[] bytes = new byte[7];
        r.nextBytes(bytes);
        System.out.println(Arrays.toString(bytes) + " " + r.ints(5, 0, 10).boxed()
            .collect(Collectors.toList()) + " "
            + r.doubles(2).sum() + " " + r.longs(3).sum());
        r.setSeed(42);
        System.out.println(r.nextInt());
        SplittableRandom s = new SplittableRandom(7);
        SplittableRandom t = s.split();
        System.out.println(s.nextInt() + " " + t.nextLong() + " " + s.nextDouble() + " " + t.nextInt(3, 9));
        for (String name : new String[] {"Xoshiro256PlusPlus", "L64X128MixRandom", "Xoroshiro128PlusPlus",
            "L128X256MixRandom"}) {
            RandomGenerator g = RandomGeneratorFactory.of(name).create(99);
            System.out.println(name + " " + g.nextLong() + " " + g.nextInt(1000) + " " + g.nextGaussian()
                + " " + g.nextExponential());
        }
        int[] buckets = new int[10];
        for (int i = 0; i < 10000; i++) {
            buckets[r.nextInt(10)]++;
        }
        System.out.println(Arrays.toString(buckets));
        double random = Math.random();
        int local = ThreadLocalRandom.current().nextInt(10, 20);
        System.out.println((random >= 0 && random < 1) + " " + (local >= 10 && local < 20));
        for (Runnable bad : new Runnable[] {() -> r.nextInt(0), () -> r.nextInt(5, 5), () -> r.ints(-1),
            () -> ThreadLocalRandom.current().setSeed(1), () -> RandomGeneratorFactory.of("None")}) {
            try {
                bad.run();
            } catch (RuntimeException e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
    }
}
