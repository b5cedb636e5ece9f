package jdk.crac;

/** It goes on in a new process, but a resource does not bear it; the reasons are suppressed exceptions. */
public class RestoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public RestoreException() {
    }

    public RestoreException(String message) {
        super(message);
    }
}
