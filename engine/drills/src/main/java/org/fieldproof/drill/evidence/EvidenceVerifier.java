package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.Reconciliation;
import org.jspecify.annotations.Nullable;

/// Checks an evidence file with nothing but the file: every hash, the chain, the signature, and
/// the verdict computed again from the raw ledgers. Anything that does not fit is a finding, and
/// one finding is enough for "not genuine".
public final class EvidenceVerifier {
    private static final Set<String> UNLISTED =
            Set.of(EvidenceNames.MANIFEST, EvidenceNames.SIGNATURE, EvidenceNames.PUBLIC_KEY);

    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String signer = "";

    private EvidenceVerifier() {}

    /// Checks a file. Whose key signed it is told by its fingerprint only.
    public static Verification verify(Path file) {
        return verify(file, null);
    }

    /// Checks a file and compares its signer with a fingerprint known from elsewhere.
    ///
    /// @param trusted fingerprint of the key that should have signed; null to compare with none
    public static Verification verify(Path file, @Nullable String trusted) {
        return new EvidenceVerifier().check(file, trusted);
    }

    private Verification check(Path file, @Nullable String trusted) {
        EvidenceSummary summary;
        try (EvidenceZip zip = EvidenceZip.open(file)) {
            checkManifest(zip);
            recompute(zip);
            summary = EvidenceReader.summary(file, zip);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            findings.add("The file cannot be read as evidence: " + e.getMessage() + ".");
            summary = EvidenceReader.unreadable(file, findings.getLast());
        }
        boolean genuine = findings.isEmpty();
        if (genuine) {
            sayWhose(trusted);
        }
        List<String> all = new ArrayList<>(findings);
        all.addAll(notes);
        return new Verification(genuine, all, summary, genuine ? signer : "");
    }

    private void sayWhose(@Nullable String trusted) {
        if (trusted == null) {
            notes.add(
                    "Signed by key "
                            + signer
                            + ". Compare it with the fingerprint of the installation that should"
                            + " have made it: anybody can sign with a key of their own.");
        } else if (trusted.equals(signer)) {
            notes.add("Signed by this installation, key " + signer + ".");
        } else {
            notes.add(
                    "Signed by key "
                            + signer
                            + ", which is NOT this installation's key "
                            + trusted
                            + ". Trust it only if you know that key.");
        }
    }

    private void checkManifest(EvidenceZip zip) throws IOException {
        byte[] manifestJson = zip.bytes(EvidenceNames.MANIFEST);
        byte[] key = zip.bytes(EvidenceNames.PUBLIC_KEY);
        Manifest manifest = Manifest.parse(manifestJson);
        if (!signatureHolds(key, manifestJson, zip.bytes(EvidenceNames.SIGNATURE))) {
            findings.add("The signature does not fit the manifest.");
        }
        signer = Digests.fingerprint(key);
        if (!signer.equals(manifest.signer())) {
            findings.add("The public key is not the one that the manifest names.");
        }
        findings.addAll(manifest.chainFindings());
        Set<String> listed = new HashSet<>(UNLISTED);
        for (Manifest.Line each : manifest.files()) {
            if (!listed.add(each.name())) {
                findings.add("The manifest names " + each.name() + " twice.");
            }
            checkEntry(zip, each);
        }
        for (String name : zip.names()) {
            if (!listed.contains(name)) {
                findings.add("The file holds " + name + ", which its manifest does not name.");
            }
        }
        notes.add(manifest.files().size() + " entries were compared with the manifest's hashes.");
    }

    private void checkEntry(EvidenceZip zip, Manifest.Line line) throws IOException {
        if (!zip.has(line.name())) {
            findings.add(line.name() + " is missing.");
            return;
        }
        MessageDigest digest = Digests.sha256();
        long size = 0;
        try (InputStream in = zip.open(line.name())) {
            byte[] buffer = new byte[1 << 16];
            int n = in.read(buffer);
            while (n >= 0) {
                digest.update(buffer, 0, n);
                size += n;
                n = in.read(buffer);
            }
        }
        if (size != line.sizeBytes() || !Digests.hex(digest.digest()).equals(line.sha256())) {
            findings.add(line.name() + " is not what was signed.");
        }
    }

    private static boolean signatureHolds(byte[] key, byte[] signed, byte[] signature) {
        try {
            PublicKey publicKey =
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Whatever a damaged key or signature makes the provider say, it does not hold.
            return false;
        }
    }

    private void recompute(EvidenceZip zip) throws IOException {
        ObjectNode claimed = (ObjectNode) EvidenceJson.parse(zip.bytes(EvidenceNames.EVIDENCE));
        if (!claimed.path("signer").asText().equals(signer)) {
            findings.add("evidence.json names another key than the one that signed.");
        }
        RunFacts facts = EvidenceJson.facts(claimed);
        LedgerReader.Read raw = LedgerReader.read(zip);
        Judgement judgement = Reconciliation.judge(raw.ledgers());
        ObjectNode again =
                EvidenceJson.tree(facts, judgement, claimed.path("signer").asText(), raw.epoch());
        // Through text, so that numbers of different Java types compare as what they are in JSON.
        JsonNode recomputed = EvidenceJson.parse(EvidenceJson.bytes(again));
        if (!recomputed.path("verdict").equals(claimed.path("verdict"))) {
            findings.add(
                    "The ledgers say "
                            + recomputed.path("verdict").asText()
                            + ", evidence.json says "
                            + claimed.path("verdict").asText()
                            + ".");
        } else if (!recomputed.equals(claimed)) {
            findings.add("evidence.json does not say what its ledgers say.");
        } else {
            notes.add(
                    "The verdict was computed again from "
                            + Words.count(raw.ledgers().accepted().size())
                            + " accepted records and "
                            + Words.count(
                                    raw.ledgers().lanes().stream()
                                            .mapToLong(lane -> lane.arrivals().size())
                                            .sum())
                            + " deliveries: the same, "
                            + claimed.path("verdict").asText()
                            + ".");
        }
        comparePeaks(zip, facts);
        if (zip.has(EvidenceNames.DOCTOR)) {
            countExamined(EvidenceJson.parse(zip.bytes(EvidenceNames.DOCTOR)));
        }
    }

    private void countExamined(JsonNode doctor) {
        int examined = 0;
        int faulty = 0;
        for (JsonNode each : doctor.path("peers")) {
            examined += each.has("steps") ? 1 : 0;
            faulty += each.path("steps").findValuesAsText("verdict").contains("failed") ? 1 : 0;
        }
        int notExamined = doctor.path("peers").size() - examined;
        notes.add(
                "Before the fault the connection doctor examined "
                        + Words.count(
                                examined,
                                "connection or destination",
                                "connections and destinations")
                        + " on the path: "
                        + (faulty == 0 ? "none" : Words.count(faulty))
                        + " had a step that failed. Not examined: "
                        + Words.count(notExamined)
                        + ".");
    }

    private void comparePeaks(EvidenceZip zip, RunFacts facts) throws IOException {
        List<Sample> samples = LedgerReader.samples(zip);
        long peakLog = peak(samples.stream().mapToLong(Sample::logRecords));
        long peakBuffer = peak(samples.stream().mapToLong(Sample::bufferRecords));
        if (peakLog != facts.peakLogRecords() || peakBuffer != facts.peakBufferRecords()) {
            findings.add("The peaks in evidence.json are not those of samples.csv.");
        }
    }

    private static long peak(LongStream values) {
        return values.max().orElse(-1);
    }
}
