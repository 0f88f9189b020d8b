package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.drill.ledger.Planted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceVerifierTest {
    @TempDir Path folder;

    private final TestSigner signer = new TestSigner();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = EvidenceWriter.write(SampleEvidence.passing(), signer, folder);
    }

    @Test
    void whatWasWrittenIsGenuine() {
        Verification found = EvidenceVerifier.verify(file, signer.fingerprint());

        assertThat(found.findings()).anyMatch(each -> each.contains("computed again from 120"));
        assertThat(found.genuine()).as(found.findings().toString()).isTrue();
        assertThat(found.signer()).isEqualTo(signer.fingerprint());
        assertThat(found.summary().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void theFirstPageSurvivesTheRoundTrip() throws IOException {
        EvidenceSummary summary = EvidenceReader.read(file);

        assertThat(summary.drill()).isEqualTo("upstream-outage");
        assertThat(summary.outageMs()).isEqualTo(30_000);
        assertThat(summary.recoveryMs()).isEqualTo(1_400);
        assertThat(summary.devices()).hasSize(3);
        assertThat(summary.devices().getFirst().sent()).isEqualTo(40);
        assertThat(summary.devices().getFirst().lanes())
                .extracting(EvidenceSummary.LaneCount::delivered)
                .containsExactly(40L, 40L);
        assertThat(summary.backlog()).hasSizeBetween(100, 600);
        assertThat(summary.phases()).hasSize(4);
        assertThat(summary.signer()).isEqualTo(signer.fingerprint());
    }

    @Test
    void onlyTheFinishedFileIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(file.getFileName().toString())
                .isEqualTo("upstream-outage-20261120-104502.evidence.zip");
    }

    @Test
    void aSecondRunOfTheSameSecondGetsItsOwnFile() throws IOException {
        Path second = EvidenceWriter.write(SampleEvidence.passing(), signer, folder);

        assertThat(second).isNotEqualTo(file);
        assertThat(EvidenceVerifier.verify(file).genuine()).isTrue();
    }

    /// Harm: one byte that can be changed unseen is enough to turn a loss into a pass.
    @Test
    void aFlippedByteInAnyEntryIsFound() throws IOException {
        Map<String, byte[]> entries = entries(file);
        Random random = new Random(11);
        assertThat(entries.size()).isGreaterThan(14);
        for (String name : entries.keySet()) {
            byte[] bytes = bytes(entries, name);
            for (int i = 0; i < 4; i++) {
                Map<String, byte[]> changed = new LinkedHashMap<>(entries);
                byte[] copy = bytes.clone();
                int at = i == 0 ? 0 : i == 1 ? copy.length - 1 : random.nextInt(copy.length);
                copy[at] ^= (byte) (1 << random.nextInt(8));
                changed.put(name, copy);
                Verification found = EvidenceVerifier.verify(zip(changed));
                assertThat(found.genuine()).as(name + " byte " + at).isFalse();
                assertThat(found.findings()).isNotEmpty();
            }
        }
    }

    @Test
    void aFlippedByteOfTheFileItselfIsNeverTakenForAnotherContent() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            byte[] copy = bytes.clone();
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
            Path damaged = folder.resolve("damaged.zip");
            Files.write(damaged, copy);
            Verification found = EvidenceVerifier.verify(damaged);
            // A flip in a header's time or attribute changes no content and may be let pass.
            if (found.genuine()) {
                assertThat(entries(damaged)).containsExactlyInAnyOrderEntriesOf(entries(file));
            }
        }
    }

    /// Harm: who edits away what the doctor found makes a sick plant look sound.
    @Test
    void aChangedReportOfTheDoctorIsFound() throws IOException {
        assertThat(EvidenceVerifier.verify(file).findings())
                .contains(
                        "Before the fault the connection doctor examined 2 connections and"
                                + " destinations on the path: 1 had a step that failed."
                                + " Not examined: 1.");
        Map<String, byte[]> entries = entries(file);
        String json = new String(bytes(entries, "doctor.json"), StandardCharsets.UTF_8);
        String forged =
                json.replace("\"failed\"", "\"passed\"")
                        .replace("\"healthy\" : false", "\"healthy\" : true");
        assertThat(forged).isNotEqualTo(json);
        entries.put("doctor.json", utf8(forged));

        assertThat(EvidenceVerifier.verify(zip(entries)).findings())
                .contains("doctor.json is not what was signed.");
    }

    @Test
    void oneIsCountedAsOne() throws IOException {
        List<PeerReport> sound = List.of(SampleEvidence.peers().getFirst());
        Path one = EvidenceWriter.write(SampleEvidence.with(sound), signer, folder);

        assertThat(EvidenceVerifier.verify(one).findings())
                .contains(
                        "Before the fault the connection doctor examined 1 connection or"
                                + " destination on the path: none had a step that failed."
                                + " Not examined: 0.");
    }

    @Test
    void aMissingOrAddedEntryIsFound() throws IOException {
        Map<String, byte[]> entries = entries(file);
        for (String name : entries.keySet()) {
            Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
            fewer.remove(name);
            assertThat(EvidenceVerifier.verify(zip(fewer)).genuine()).as(name).isFalse();
        }
        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put("ledgers/extra.csv", utf8("seq\n1\n"));
        assertThat(EvidenceVerifier.verify(zip(more)).findings())
                .anyMatch(each -> each.contains("does not name"));
    }

    @Test
    void aForgedVerdictIsFoundThoughEverythingIsSignedAgain() throws IOException {
        Planted lossy = new Planted(40);
        lossy.upstream.remove(17);
        Evidence failed = SampleEvidence.of(lossy.ledgers(), SampleEvidence.facts("", List.of()));
        Path honest = EvidenceWriter.write(failed, signer, folder);
        assertThat(EvidenceVerifier.verify(honest).genuine()).isTrue();
        assertThat(EvidenceVerifier.verify(honest).summary().verdict()).isEqualTo(Verdict.FAILED);

        Map<String, byte[]> entries = entries(honest);
        String json = new String(bytes(entries, "evidence.json"), StandardCharsets.UTF_8);
        entries.put("evidence.json", utf8(json.replace("\"failed\"", "\"passed\"")));
        Verification found = EvidenceVerifier.verify(zip(signedAgain(entries, signer)));

        assertThat(found.genuine()).isFalse();
        assertThat(found.findings())
                .startsWith("The ledgers say failed, evidence.json says passed.");
    }

    @Test
    void aForgedCountIsFoundThoughEverythingIsSignedAgain() throws IOException {
        Map<String, byte[]> entries = entries(file);
        String json = new String(bytes(entries, "evidence.json"), StandardCharsets.UTF_8);
        entries.put("evidence.json", utf8(json.replace("\"sent\" : 40", "\"sent\" : 41")));

        assertThat(EvidenceVerifier.verify(zip(signedAgain(entries, signer))).findings())
                .startsWith("evidence.json does not say what its ledgers say.");
    }

    @Test
    void anotherKeyIsNamedAndTheInstallationsOwnIsMissed() throws IOException {
        TestSigner stranger = new TestSigner();
        Map<String, byte[]> entries = entries(file);
        String own = signer.fingerprint();
        String json = new String(bytes(entries, "evidence.json"), StandardCharsets.UTF_8);
        entries.put("evidence.json", utf8(json.replace(own, stranger.fingerprint())));
        Path forged = zip(signedAgain(entries, stranger));

        Verification alone = EvidenceVerifier.verify(forged);
        assertThat(alone.signer()).isEqualTo(stranger.fingerprint());
        assertThat(alone.findings()).anyMatch(each -> each.contains("anybody can sign"));

        Verification compared = EvidenceVerifier.verify(forged, own);
        assertThat(compared.findings())
                .anyMatch(each -> each.contains("is NOT this installation's key " + own));
        assertThat(compared.signer()).isNotEqualTo(own);
    }

    @Test
    void anotherKeyUnderTheOldNameIsFound() throws IOException {
        TestSigner stranger = new TestSigner();
        Map<String, byte[]> entries = entries(file);
        entries.put("signature.ed25519", stranger.sign(bytes(entries, "manifest.json")));
        entries.put("public-key.der", stranger.publicKey());

        assertThat(EvidenceVerifier.verify(zip(entries)).findings())
                .anyMatch(each -> each.contains("not the one that the manifest names"));
    }

    @Test
    void reorderedManifestLinesBreakTheChain() throws IOException {
        Manifest manifest = Manifest.parse(bytes(entries(file), "manifest.json"));
        List<Manifest.Line> swapped = new ArrayList<>(manifest.files());
        Collections.swap(swapped, 2, 3);

        assertThat(manifest.chainFindings()).isEmpty();
        assertThat(new Manifest("d", "t", manifest.signer(), swapped).chainFindings()).hasSize(1);
    }

    @Test
    void hostileArchivesAreRefusedBeforeAnythingIsRead() throws IOException {
        Map<String, byte[]> entries = entries(file);
        for (String name :
                List.of("../evil", "/etc/passwd", "a/../b", "C:\\x", "a/b/c", "ledgers/a b")) {
            Map<String, byte[]> hostile = new LinkedHashMap<>(entries);
            hostile.put(name, utf8("x"));
            assertThat(EvidenceVerifier.verify(zip(hostile)).findings().getFirst())
                    .as(name)
                    .contains("cannot be read");
        }
        Map<String, byte[]> many = new LinkedHashMap<>(entries);
        for (int i = 0; i < 200; i++) {
            many.put("e" + i, utf8("x"));
        }
        assertThat(EvidenceVerifier.verify(zip(many)).genuine()).isFalse();

        Map<String, byte[]> bomb = new LinkedHashMap<>(entries);
        bomb.put("samples.csv", new byte[64 << 20]);
        assertThat(EvidenceVerifier.verify(zip(bomb)).findings().getFirst())
                .contains("unpacks more than 200 to 1");
    }

    @Test
    void whatIsNoEvidenceIsNotGenuine() throws IOException {
        Path text = folder.resolve("x.txt");
        Files.writeString(text, "hello");
        Path empty = folder.resolve("empty.zip");
        Files.write(empty, new byte[0]);

        for (Path each : List.of(text, empty, folder, folder.resolve("missing"))) {
            Verification found = EvidenceVerifier.verify(each);
            assertThat(found.genuine()).isFalse();
            assertThat(found.summary().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut += 2_503) {
            Path part = folder.resolve("part.zip");
            Files.write(part, Arrays.copyOf(whole, cut));
            assertThat(EvidenceVerifier.verify(part).genuine()).as("cut at " + cut).isFalse();
        }
    }

    static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            ZipEntry entry = in.getNextEntry();
            while (entry != null) {
                entries.put(entry.getName(), in.readAllBytes());
                entry = in.getNextEntry();
            }
        }
        return entries;
    }

    private static byte[] bytes(Map<String, byte[]> entries, String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getValue());
                out.closeEntry();
            }
        }
        Path made = folder.resolve("made.zip");
        Files.write(made, bytes.toByteArray());
        return made;
    }

    /// What a forger with a key would do: new hashes, new chain, new signature.
    private static Map<String, byte[]> signedAgain(Map<String, byte[]> entries, TestSigner key)
            throws IOException {
        Map<String, byte[]> signed = new LinkedHashMap<>(entries);
        Manifest old = Manifest.parse(bytes(signed, "manifest.json"));
        List<Manifest.Line> lines = new ArrayList<>();
        byte[] chain = Manifest.root(key.fingerprint());
        for (Manifest.Line each : old.files()) {
            byte[] bytes = bytes(signed, each.name());
            byte[] hash = Digests.sha256().digest(bytes);
            chain = Manifest.link(chain, each.name(), hash);
            lines.add(
                    new Manifest.Line(
                            each.name(), bytes.length, Digests.hex(hash), Digests.hex(chain)));
        }
        byte[] json = new Manifest(old.drill(), old.createdAt(), key.fingerprint(), lines).json();
        signed.put("manifest.json", json);
        signed.put("signature.ed25519", key.sign(json));
        signed.put("public-key.der", key.publicKey());
        return signed;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
