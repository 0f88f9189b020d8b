package org.fieldproof.views.format;

/// Words for what a device has shown who it is by, such as `CN=press-01 \u00b7 sha256 ...`.
public final class Identities {
    private Identities() {}

    /// The name without the fingerprint, for narrow places.
    public static String brief(String identity) {
        int end = identity.indexOf(" \u00b7 ");
        return end < 0 ? identity : identity.substring(0, end);
    }
}
