package org.fieldproof.engine.transform;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;

/// What a chain of transforms makes of a record.
public sealed interface Fate {

    /// It goes to the destination, like this.
    record Sent(FieldRecord record) implements Fate {}

    /// It does not go there.
    ///
    /// @param by name of the transform
    record Dropped(String by) implements Fate {}

    /// It goes to quarantine.
    ///
    /// @param by name of the transform
    record Refused(String by, Problem why) implements Fate {}
}
