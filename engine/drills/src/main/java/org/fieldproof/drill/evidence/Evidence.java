package org.fieldproof.drill.evidence;

import java.util.List;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.Ledgers;

/// Everything that goes into an evidence file.
///
/// @param epoch the log's epoch, to which every seq belongs
/// @param configuration the project's configuration, secrets as references
/// @param certificates subject to fingerprint
/// @param versions name to version
/// @param peers what the connection doctor found on the path before the fault
/// @param redaction what must not appear
public record Evidence(
        RunFacts facts,
        String epoch,
        Ledgers ledgers,
        Judgement judgement,
        List<Sample> samples,
        List<GatewayEvent> journal,
        String configuration,
        Map<String, String> certificates,
        Map<String, String> versions,
        List<PeerReport> peers,
        Redaction redaction) {
    public Evidence {
        samples = List.copyOf(samples);
        journal = List.copyOf(journal);
        certificates = Map.copyOf(certificates);
        versions = Map.copyOf(versions);
        peers = List.copyOf(peers);
    }

    VerdictRule.Decision decision() {
        return VerdictRule.decide(facts, judgement);
    }

    /// The verdict this evidence supports.
    public org.fieldproof.api.drill.Verdict verdict() {
        return decision().verdict();
    }

    /// Why, the most important first.
    public List<String> reasons() {
        return decision().reasons();
    }
}
