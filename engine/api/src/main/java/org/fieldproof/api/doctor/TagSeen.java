package org.fieldproof.api.doctor;

/// What a device said of one tag that it was asked for.
///
/// @param tag its name
/// @param value as the device has it, before any scaling, for people; empty where there is none
/// @param why what the connection would say of a value that is not there, such as an exception code
///     or `Bad_NodeIdUnknown`; empty where there is one
public record TagSeen(String tag, String value, String why) {
    public TagSeen {
        if (value.isEmpty() == why.isEmpty()) {
            throw new IllegalArgumentException(
                    "value, why: " + value + ", " + why + " (expected: one of the two)");
        }
    }

    /// Whether the device gave a value.
    public boolean isThere() {
        return why.isEmpty();
    }
}
