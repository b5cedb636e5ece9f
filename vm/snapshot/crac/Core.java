package jdk.crac;

/**
 * What org.crac finds by reflection, in a machine that is written when its program has ended and in those
 * that come from it. The program begins again by its main: where it asks for the checkpoint, it goes on.
 */
public class Core {
    private static final GlobalContext context = new GlobalContext();
    private static boolean told, restored;

    private Core() {
    }

    public static Context<Resource> getGlobalContext() {
        return context;
    }

    public static void checkpointRestore() throws CheckpointException, RestoreException {
        if (restored)
            return;
        beforeCheckpoint();
        Runtime.getRuntime().exit(0);
    }

    /** Of the VM, too, before the machine is written. */
    private static void beforeCheckpoint() throws CheckpointException {
        if (told)
            return;
        try {
            context.beforeCheckpoint(null);
            told = true;
        } catch (CheckpointException e) {
            try {
                context.afterRestore(null);
            } catch (RestoreException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    /** Of the VM, before main is called in a new process. */
    private static void afterRestore() throws RestoreException {
        if (!told)
            return;
        told = false;
        restored = true;
        context.afterRestore(null);
    }
}
