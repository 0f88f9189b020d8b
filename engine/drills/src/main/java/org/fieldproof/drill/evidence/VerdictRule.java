package org.fieldproof.drill.evidence;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.drill.ledger.Judgement;

/// From facts and ledgers to a verdict. Pure, and fails closed: a pass needs every count and no
/// doubt.
final class VerdictRule {
    private VerdictRule() {}

    /// A verdict and why.
    record Decision(Verdict verdict, List<String> reasons) {
        Decision {
            reasons = List.copyOf(reasons);
        }
    }

    static Decision decide(RunFacts facts, Judgement judgement) {
        List<String> failures = new ArrayList<>(judgement.failures());
        List<String> unknowns = new ArrayList<>(judgement.unknowns());
        unknowns.addAll(facts.doubts());
        if (facts.injected()) {
            limits(facts, failures);
        } else {
            unknowns.add(
                    facts.overLine()
                            ? "The fault was never put on the line, so nothing was tested."
                            : "The store was never closed, so nothing was tested.");
        }
        List<String> reasons = new ArrayList<>();
        if (!facts.abortedBy().isEmpty()) {
            reasons.add("Stopped by " + facts.abortedBy() + ": " + facts.abortReason());
        }
        reasons.addAll(failures);
        reasons.addAll(unknowns);
        return new Decision(verdict(facts, failures, unknowns), reasons);
    }

    private static Verdict verdict(RunFacts facts, List<String> failures, List<String> unknowns) {
        if (!facts.abortedBy().isEmpty()) {
            return Verdict.ABORTED;
        }
        if (!failures.isEmpty()) {
            return Verdict.FAILED;
        }
        return unknowns.isEmpty() ? Verdict.PASSED : Verdict.INCONCLUSIVE;
    }

    private static void limits(RunFacts facts, List<String> failures) {
        if (!facts.abortedBy().isEmpty()) {
            return;
        }
        String within = Words.duration(facts.recoverLimitMs());
        if (facts.recoveryMs() < 0 || facts.recoveryMs() > facts.recoverLimitMs()) {
            failures.add(
                    facts.overLine()
                            ? "The line was not usable within " + within + " after it was healed."
                            : "The store took nothing within "
                                    + within
                                    + " after it might be opened again.");
        }
        if (facts.drainMs() < 0 || facts.drainMs() > facts.drainLimitMs()) {
            failures.add(
                    "The backlog was not gone within "
                            + Words.duration(facts.drainLimitMs())
                            + (facts.overLine()
                                    ? " after the line was healed."
                                    : " after the store might be opened again."));
        }
    }
}
