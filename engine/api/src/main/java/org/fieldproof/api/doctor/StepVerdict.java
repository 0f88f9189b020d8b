package org.fieldproof.api.doctor;

import org.fieldproof.api.project.Problem;

/// What became of a step.
public sealed interface StepVerdict {

    /// As it should be.
    ///
    /// @param finding what was seen, one sentence
    record Passed(String finding) implements StepVerdict {}

    /// It works, but not as it should, or not for long: a certificate that ends soon.
    record Doubtful(Problem why) implements StepVerdict {}

    /// It does not work; the problem says the cause and the remedy.
    record Failed(Problem why) implements StepVerdict {}

    /// It was not looked at, because of the step before it or of the place this runs in.
    record Skipped(String reason) implements StepVerdict {}

    /// There is no such thing here, such as TLS on a line that is not encrypted.
    record NotApplicable(String reason) implements StepVerdict {}

    /// The sentence for people, whatever the verdict.
    default String sentence() {
        return switch (this) {
            case Passed passed -> passed.finding();
            case Doubtful doubtful -> doubtful.why().message();
            case Failed failed -> failed.why().message();
            case Skipped skipped -> skipped.reason();
            case NotApplicable none -> none.reason();
        };
    }

    /// The verdict's name for scripts, such as `not-applicable`.
    default String word() {
        return switch (this) {
            case Passed _ -> "passed";
            case Doubtful _ -> "doubtful";
            case Failed _ -> "failed";
            case Skipped _ -> "skipped";
            case NotApplicable _ -> "not-applicable";
        };
    }

    /// The code of its problem; one of three of its own where there is none.
    default String code() {
        return switch (this) {
            case Failed failed -> failed.why().code();
            case Doubtful doubtful -> doubtful.why().code();
            case Passed _ -> "DOCT-0001";
            case Skipped _ -> "DOCT-0002";
            case NotApplicable _ -> "DOCT-0003";
        };
    }

    /// What to do; empty where nothing is.
    default String remedy() {
        return switch (this) {
            case Failed failed -> failed.why().remedy();
            case Doubtful doubtful -> doubtful.why().remedy();
            case Passed _, Skipped _, NotApplicable _ -> "";
        };
    }
}
