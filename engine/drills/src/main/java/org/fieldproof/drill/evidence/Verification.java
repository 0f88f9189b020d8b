package org.fieldproof.drill.evidence;

import java.util.List;
import org.fieldproof.api.drill.EvidenceSummary;

/// What the check of an evidence file found.
///
/// @param genuine every hash, the chain, the signature and the recomputed verdict agree
/// @param findings what was found, one sentence each; also where all is well
/// @param signer fingerprint of the key that signed; empty where no signature holds. Whose key
///     that is, only a comparison with a fingerprint known from elsewhere can tell.
public record Verification(
        boolean genuine, List<String> findings, EvidenceSummary summary, String signer) {
    public Verification {
        findings = List.copyOf(findings);
    }
}
