package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.Planted;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {
    private final Judgement good = new Planted(5).judge();

    @Test
    void aPassNeedsEveryCountAndNoDoubt() {
        assertThat(verdict(SampleEvidence.facts("", List.of()), good)).isEqualTo(Verdict.PASSED);
        assertThat(verdict(SampleEvidence.facts("", List.of("The fault did not bite.")), good))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aKnownLossFailsEvenWhereSomethingElseIsUnknown() {
        Judgement both = new Judgement(good.devices(), List.of("lost"), List.of("unknown"));

        assertThat(verdict(SampleEvidence.facts("", List.of("doubt")), both))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void whoeverStopsItAbortsItWhateverWasFound() {
        VerdictRule.Decision decision =
                VerdictRule.decide(SampleEvidence.facts("anna", List.of()), good);

        assertThat(decision.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(decision.reasons().getFirst()).isEqualTo("Stopped by anna: STOP was pressed.");
    }

    @Test
    void aLimitMissedIsAFailure() {
        RunFacts facts = SampleEvidence.facts("", List.of());
        assertThat(verdict(with(facts, 10_001, 7_600, true), good)).isEqualTo(Verdict.FAILED);
        assertThat(verdict(with(facts, 10_000, 60_000, true), good)).isEqualTo(Verdict.PASSED);
        assertThat(verdict(with(facts, 1_400, -1, true), good)).isEqualTo(Verdict.FAILED);
        assertThat(verdict(with(facts, -1, 7_600, true), good)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void withoutAFaultNothingWasTested() {
        RunFacts facts = SampleEvidence.facts("", List.of());

        assertThat(verdict(with(facts, -1, -1, false), good)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static Verdict verdict(RunFacts facts, Judgement judgement) {
        return VerdictRule.decide(facts, judgement).verdict();
    }

    private static RunFacts with(RunFacts f, long recoveryMs, long drainMs, boolean injected) {
        return new RunFacts(
                f.run(),
                f.drill(),
                f.title(),
                f.hypothesis(),
                f.project(),
                f.projectTitle(),
                f.contentHash(),
                f.link(),
                f.linkTarget(),
                f.deviceClass(),
                f.fault(),
                f.faultWords(),
                f.publisher(),
                f.startedAt(),
                f.endedAt(),
                f.phases(),
                injected,
                f.abortedBy(),
                f.abortReason(),
                f.doubts(),
                f.outageMs(),
                recoveryMs,
                f.recoverLimitMs(),
                drainMs,
                f.drainLimitMs(),
                f.healLatencyMs(),
                f.peakLogRecords(),
                f.peakBufferRecords(),
                f.peakHeldRecords(),
                f.computedOutageMs(),
                f.interlocks(),
                f.alarms(),
                f.latency(),
                f.affectedLanes(),
                f.notTested());
    }
}
