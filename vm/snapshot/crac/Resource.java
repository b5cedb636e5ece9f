package jdk.crac;

/** Who is told when the machine is written, and when it goes on in a new process. */
public interface Resource {
    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

    void afterRestore(Context<? extends Resource> context) throws Exception;
}
