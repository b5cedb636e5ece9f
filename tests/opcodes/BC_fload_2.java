// fload_2: loads the float in local variable 2.
public class BC_fload_2 {
    static float test(long p0, float wanted, long after) {
        return wanted;
    }

    static float changed(long p0, float wanted, long after) {
        after++;
        float copy = wanted;
        wanted = 7.5f;
        return after == 0 ? copy : wanted;
    }

    static float loop(long p0, float wanted, long after) {
        float last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        float[] values = {7.5f, -0f, Float.NaN, 1e-45f};
        for (float v : values) {
            System.out.println(test(-1L, v, -1L) + " " + changed(-1L, v, -1L) + " "
                + loop(-1L, v, -1L));
        }
    }
}
