package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.engine.port.EvidenceSigner;

/// Writes one evidence file: into a temporary file beside its place, synced, then renamed
/// (EVID-4). Used by one thread.
public final class EvidenceWriter {
    /// Zip times are local and coarse; the true times are in the content.
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ZipOutputStream zip;
    private final EvidenceSigner signer;
    private final List<Manifest.Line> lines = new ArrayList<>();
    private byte[] chain;

    private EvidenceWriter(ZipOutputStream zip, EvidenceSigner signer) {
        this.zip = zip;
        this.signer = signer;
        this.chain = Manifest.root(signer.fingerprint());
    }

    private interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /// Writes the file and returns its path.
    public static Path write(Evidence evidence, EvidenceSigner signer, Path folder)
            throws IOException {
        Files.createDirectories(folder);
        Instant started = Instant.parse(evidence.facts().startedAt());
        String base =
                EvidenceNames.fileName(evidence.facts().drill()) + "-" + FILE_TIME.format(started);
        Path file = free(folder, base);
        Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(
                                    temporary,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE);
                    ZipOutputStream zip =
                            new ZipOutputStream(
                                    new BufferedOutputStream(
                                            Channels.newOutputStream(channel), 1 << 16),
                                    StandardCharsets.UTF_8)) {
                new EvidenceWriter(zip, signer).entries(evidence);
                zip.finish();
                zip.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncFolder(folder);
        return file;
    }

    private static Path free(Path folder, String base) throws IOException {
        for (int i = 0; i < 100; i++) {
            Path file = folder.resolve(base + (i == 0 ? "" : "-" + (i + 1)) + EvidenceNames.SUFFIX);
            if (!Files.exists(file)) {
                return file;
            }
        }
        throw new IOException("100 evidence files of the same second: " + base);
    }

    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot open a folder; the rename is then as durable as they make it.
            assert Files.isDirectory(folder);
        }
    }

    private void entries(Evidence evidence) throws IOException {
        ObjectNode tree =
                EvidenceJson.tree(
                        evidence.facts(),
                        evidence.judgement(),
                        signer.fingerprint(),
                        evidence.epoch());
        text(EvidenceNames.REPORT, ReportHtml.render(evidence, signer.fingerprint()));
        bytes(EvidenceNames.EVIDENCE, EvidenceJson.bytes(tree));
        ledgers(evidence);
        Redaction redaction = evidence.redaction();
        entry(EvidenceNames.JOURNAL, out -> journal(out, evidence.journal(), redaction));
        entry(EvidenceNames.SAMPLES, out -> LedgerCsv.samples(out, evidence.samples()));
        text(
                EvidenceNames.CONFIGURATION,
                "# Topics, payloads, hosts and user names are replaced by digests; secrets are"
                        + " references.\n"
                        + redaction.configuration(evidence.configuration()));
        json(EvidenceNames.VERSIONS, evidence.versions());
        json(EvidenceNames.CERTIFICATES, evidence.certificates());
        bytes(EvidenceNames.DOCTOR, EvidenceJson.bytes(PeerReports.json(evidence.peers())));
        text(EvidenceNames.SUMS, Manifest.sums(lines));
        Manifest manifest =
                new Manifest(
                        evidence.facts().drill(),
                        evidence.facts().endedAt(),
                        signer.fingerprint(),
                        lines);
        byte[] manifestJson = manifest.json();
        bytes(EvidenceNames.MANIFEST, manifestJson);
        bytes(EvidenceNames.SIGNATURE, signer.sign(manifestJson));
        bytes(EvidenceNames.PUBLIC_KEY, signer.publicKey());
    }

    private void ledgers(Evidence evidence) throws IOException {
        entry(
                EvidenceNames.WINDOW,
                out -> LedgerCsv.window(out, evidence.epoch(), evidence.ledgers()));
        entry(EvidenceNames.DEVICES, out -> LedgerCsv.devices(out, evidence.ledgers().devices()));
        entry(EvidenceNames.ACCEPTED, out -> LedgerCsv.accepted(out, evidence.ledgers()));
        entry(EvidenceNames.LANES, out -> LedgerCsv.lanes(out, evidence.ledgers().lanes()));
        List<LaneLedger> lanes = evidence.ledgers().lanes();
        for (int i = 0; i < lanes.size(); i++) {
            LaneLedger lane = lanes.get(i);
            entry(
                    EvidenceNames.delivered(i, lane.lane()),
                    out -> LedgerCsv.delivered(out, lane.arrivals()));
        }
    }

    private static void journal(Writer out, List<GatewayEvent> events, Redaction redaction)
            throws IOException {
        for (GatewayEvent each : events) {
            ObjectNode node = EvidenceJson.plain().createObjectNode();
            node.put("seq", each.seq());
            node.put("time", each.time().toString());
            node.put("level", each.level().name());
            node.put("code", each.code());
            node.put("object", redaction.text(each.object()));
            node.put("message", redaction.text(each.message()));
            ObjectNode detail = node.putObject("detail");
            new TreeMap<>(each.detail())
                    .forEach((key, value) -> detail.put(key, redaction.text(value)));
            out.write(node.toString());
            out.write('\n');
        }
    }

    private void json(String name, Map<String, String> map) throws IOException {
        bytes(name, EvidenceJson.bytes(EvidenceJson.plain().valueToTree(new TreeMap<>(map))));
    }

    private void text(String name, String text) throws IOException {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, byte[] bytes) throws IOException {
        Counted out = begin(name);
        out.write(bytes, 0, bytes.length);
        end(name, out);
    }

    private void entry(String name, Content content) throws IOException {
        Counted out = begin(name);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        content.writeTo(writer);
        writer.flush();
        end(name, out);
    }

    private Counted begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        return new Counted(zip);
    }

    private void end(String name, Counted out) throws IOException {
        zip.closeEntry();
        byte[] sha256 = out.digest.digest();
        chain = Manifest.link(chain, name, sha256);
        lines.add(new Manifest.Line(name, out.bytes, Digests.hex(sha256), Digests.hex(chain)));
    }

    /// Hashes what passes; closing it leaves the zip open.
    private static final class Counted extends FilterOutputStream {
        private final MessageDigest digest = Digests.sha256();
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int length) throws IOException {
            out.write(source, from, length);
            digest.update(source, from, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
