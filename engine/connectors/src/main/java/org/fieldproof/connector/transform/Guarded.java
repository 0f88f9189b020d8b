package org.fieldproof.connector.transform;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// A transform whose work may find the record unfit (XF-4), and is bounded in output, and in
/// time where its work is not bounded by the size of the record and of the project (XF-3).
/// Confined to one thread, as transforms are.
///
/// @param name of the transform, for the problem
/// @param budget of one record; the work ends when it is used up
record Guarded(String name, Budget budget, Work work) implements Transform {

    /// What the transform does.
    @FunctionalInterface
    interface Work {
        /// What becomes of the record.
        ///
        /// @param budget is told of every step of what may take long
        TransformOutcome apply(FieldRecord record, Budget budget) throws Unfit;
    }

    /// A transform whose configuration has [TimeLimit#field()].
    static Transform of(TransformHost host, Work work) {
        return of(host, new Budget(TimeLimit.nanosOf(host.config())), work);
    }

    /// A transform whose work is bounded by size: it does little for each byte of the record.
    static Transform bySize(TransformHost host, SmallWork work) {
        return new Guarded(
                host.name(), new Budget(Long.MAX_VALUE), (record, _) -> work.apply(record));
    }

    /// What a transform does that needs no limit of its time.
    @FunctionalInterface
    interface SmallWork {
        /// What becomes of the record.
        TransformOutcome apply(FieldRecord record) throws Unfit;
    }

    /// The same as [#of(TransformHost, Work)], for work that has shown the budget to others.
    static Transform of(TransformHost host, Budget budget, Work work) {
        return new Guarded(host.name(), budget, work);
    }

    @Override
    public TransformOutcome apply(FieldRecord record) {
        budget.begin();
        try {
            TransformOutcome outcome = work.apply(record, budget);
            if (outcome instanceof TransformOutcome.Passed(FieldRecord after)) {
                checkGrowth(record, after);
            }
            return outcome;
        } catch (Budget.Exceeded e) {
            return failed(budget.unfit("The transform"));
        } catch (Unfit e) {
            return failed(e);
        }
    }

    private TransformOutcome failed(Unfit e) {
        return new TransformOutcome.Failed(
                Problem.error(e.code(), "transform " + name, "" + e.getMessage(), e.remedy()));
    }

    private static void checkGrowth(FieldRecord before, FieldRecord after) throws Unfit {
        if (charsOf(after) - charsOf(before) > JsonText.OUTPUT_BYTES_MAX) {
            throw new Unfit(
                    "XFRM-0203",
                    "It makes the record larger by more than "
                            + JsonText.OUTPUT_BYTES_MAX
                            + " bytes.",
                    "Make the transform add less.");
        }
    }

    private static long charsOf(FieldRecord record) {
        long chars =
                (long) record.payload().length
                        + record.address().length()
                        + record.device().length();
        for (Property each : record.properties()) {
            chars += each.name().length() + each.value().length();
        }
        return chars;
    }
}
