package org.fieldproof.connector.transform;

/// A record that cannot be transformed, and why; becomes an outcome at the transform's edge.
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String remedy;

    /// @param code stable, such as `XFRM-0201`
    /// @param cause one sentence
    Unfit(String code, String cause, String remedy) {
        super(cause, null, false, false);
        this.code = code;
        this.remedy = remedy;
    }

    String code() {
        return code;
    }

    String remedy() {
        return remedy;
    }
}
