package org.fieldproof.connector.transform;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// A transform whose work may find the record unfit (XF-4).
///
/// @param name of the transform, for the problem
record Guarded(String name, Work work) implements Transform {

    /// What the transform does.
    @FunctionalInterface
    interface Work {
        TransformOutcome apply(FieldRecord record) throws Unfit;
    }

    static Transform of(TransformHost host, Work work) {
        return new Guarded(host.name(), work);
    }

    @Override
    public TransformOutcome apply(FieldRecord record) {
        try {
            return work.apply(record);
        } catch (Unfit e) {
            return new TransformOutcome.Failed(
                    Problem.error(e.code(), "transform " + name, "" + e.getMessage(), e.remedy()));
        }
    }
}
