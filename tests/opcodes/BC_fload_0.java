// fload_0: loads the float in local variable 0.
public class BC_fload_0 {
    static float test(float wanted, long after) {
        return wanted;
    }

    static float changed(float wanted, long after) {
        after++;
        float copy = wanted;
        wanted = 7.5f;
        return after == 0 ? copy : wanted;
    }

    static float loop(float wanted, long after) {
        float last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        float[] values = {7.5f, -0f, Float.NaN, 1e-45f};
        for (float v : values) {
            System.out.println(test(v, -1L) + " " + changed(v, -1L) + " "
                + loop(v, -1L));
        }
    }
}
