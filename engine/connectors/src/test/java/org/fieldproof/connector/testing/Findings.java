package org.fieldproof.connector.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;

/// What a doctor's report must say.
public final class Findings {
    private Findings() {}

    /// Each of these steps passed, without a doubt.
    public static void assertPassed(DoctorReport report, DoctorStep... steps) {
        for (DoctorStep step : steps) {
            assertThat(report.of(step).verdict())
                    .as("%s in %s", step, report)
                    .isInstanceOf(StepVerdict.Passed.class);
        }
    }

    /// It failed there, for this reason, with words for people; whatever follows was not looked at.
    public static void assertFailed(
            DoctorReport report, DoctorStep step, String code, String words) {
        StepResult result = report.of(step);
        assertThat(result.verdict()).as("%s", report).isInstanceOf(StepVerdict.Failed.class);
        assertThat(((StepVerdict.Failed) result.verdict()).why().code()).isEqualTo(code);
        assertThat(((StepVerdict.Failed) result.verdict()).why().remedy()).endsWith(".");
        assertThat(result.verdict().sentence()).contains(words).endsWith(".");
        assertThat(report.healthy()).isFalse();
        assertThat(report.of(DoctorStep.FIRST_VALUE).verdict())
                .isNotInstanceOf(StepVerdict.Passed.class);
    }

    /// It works, and a person is told of this.
    public static void assertDoubtful(
            DoctorReport report, DoctorStep step, String code, String words) {
        StepResult result = report.of(step);
        assertThat(result.verdict()).as("%s", report).isInstanceOf(StepVerdict.Doubtful.class);
        assertThat(((StepVerdict.Doubtful) result.verdict()).why().code()).isEqualTo(code);
        assertThat(result.verdict().sentence()).contains(words);
    }
}
