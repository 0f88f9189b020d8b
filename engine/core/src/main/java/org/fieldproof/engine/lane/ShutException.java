package org.fieldproof.engine.lane;

/// As the cause of a failed open: the gateway itself keeps the lane from its destination. Nothing
/// was knocked at, so that to ask again soon costs nothing and bothers nobody.
public final class ShutException extends Exception {
    private static final long serialVersionUID = 1L;

    public ShutException(String byWhom) {
        super(byWhom);
    }
}
