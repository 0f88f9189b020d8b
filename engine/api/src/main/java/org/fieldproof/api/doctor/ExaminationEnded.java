package org.fieldproof.api.doctor;

/// The examination is over: a step failed or the time is up. Carries nothing, because the report
/// says it all.
public final class ExaminationEnded extends Exception {
    private static final long serialVersionUID = 1L;

    ExaminationEnded() {
        super("the examination is over", null, false, false);
    }
}
