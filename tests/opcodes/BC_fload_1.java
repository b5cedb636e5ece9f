// fload_1: loads the float in local variable 1.
public class BC_fload_1 {
    static float test(int p0, float wanted, long after) {
        return wanted;
    }

    static float changed(int p0, float wanted, long after) {
        after++;
        float copy = wanted;
        wanted = 7.5f;
        return after == 0 ? copy : wanted;
    }

    static float loop(int p0, float wanted, long after) {
        float last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        float[] values = {7.5f, -0f, Float.NaN, 1e-45f};
        for (float v : values) {
            System.out.println(test(-1, v, -1L) + " " + changed(-1, v, -1L) + " "
                + loop(-1, v, -1L));
        }
    }
}
