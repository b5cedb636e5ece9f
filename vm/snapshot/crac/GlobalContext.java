package jdk.crac;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The context of {@link Core}: it keeps no resource alive, and tells the last one first. */
class GlobalContext extends Context<Resource> {
    private final List<WeakReference<Resource>> resources = new ArrayList<>();
    /** Those that were told of the writing, in that order. */
    private List<Resource> told = new ArrayList<>();

    @Override
    public synchronized void register(Resource resource) {
        resources.removeIf(reference -> reference.get() == null);
        resources.add(new WeakReference<>(resource));
    }

    private synchronized List<Resource> living() {
        List<Resource> result = new ArrayList<>();
        for (WeakReference<Resource> reference : resources) {
            Resource resource = reference.get();
            if (resource != null)
                result.add(resource);
        }
        return result;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
        List<Resource> order = living();
        Collections.reverse(order);
        told = order;
        CheckpointException problem = null;
        for (Resource resource : order) {
            try {
                resource.beforeCheckpoint(this);
            } catch (Exception e) {
                problem = problem == null ? new CheckpointException() : problem;
                problem.addSuppressed(e);
            }
        }
        if (problem != null)
            throw problem;
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws RestoreException {
        List<Resource> order = told;
        told = new ArrayList<>();
        Collections.reverse(order);
        RestoreException problem = null;
        for (Resource resource : order) {
            try {
                resource.afterRestore(this);
            } catch (Exception e) {
                problem = problem == null ? new RestoreException() : problem;
                problem.addSuppressed(e);
            }
        }
        if (problem != null)
            throw problem;
    }
}
