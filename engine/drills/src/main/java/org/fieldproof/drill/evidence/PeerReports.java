package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.record.Property;
import org.fieldproof.drill.evidence.ReportTables.Cell;

/// The doctor's reports in evidence: `doctor.json` and a table of the page. Hosts, users,
/// databases and topics are replaced by digests; a value that was read is left out, as payloads
/// are.
final class PeerReports {
    private static final String VALUE_LEFT_OUT = "A value was read; values are left out.";

    private PeerReports() {}

    static ObjectNode json(List<PeerReport> peers, Redaction redaction) {
        ObjectNode root = EvidenceJson.plain().createObjectNode();
        ArrayNode array = root.putArray("peers");
        for (PeerReport peer : peers) {
            ObjectNode node = array.addObject().put("connector", peer.connector());
            DoctorReport report = peer.report();
            if (report == null) {
                node.put("notExamined", redaction.report(peer.notExamined()));
                continue;
            }
            node.put("type", report.type());
            node.put("startedAt", report.startedAt().toString());
            node.put("millis", rounded(report.millis()));
            node.put("healthy", report.healthy());
            ArrayNode steps = node.putArray("steps");
            report.steps().forEach(step -> steps.add(step(step, redaction)));
        }
        return root;
    }

    private static ObjectNode step(StepResult step, Redaction redaction) {
        ObjectNode node = EvidenceJson.plain().createObjectNode();
        node.put("step", name(step.step()));
        node.put("verdict", step.verdict().word());
        node.put("millis", rounded(step.millis()));
        node.put("code", step.verdict().code());
        node.put("message", redaction.report(sentence(step)));
        node.put("remedy", redaction.report(step.verdict().remedy()));
        ArrayNode facts = node.putArray("facts");
        if (step.step() != DoctorStep.FIRST_VALUE) {
            for (Property fact : step.facts()) {
                facts.addArray().add(fact.name()).add(redaction.report(fact.value()));
            }
        }
        return node;
    }

    private static String sentence(StepResult step) {
        boolean read =
                step.step() == DoctorStep.FIRST_VALUE
                        && step.verdict() instanceof StepVerdict.Passed;
        return read ? VALUE_LEFT_OUT : step.verdict().sentence();
    }

    private static String name(DoctorStep step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    /// The part of the page; steps that do not apply are in `doctor.json` alone.
    static void page(Evidence evidence, StringBuilder out) {
        out.append("<h2>The connections on the path, as the doctor found them</h2>\n");
        List<List<Cell>> rows = new ArrayList<>();
        for (PeerReport peer : evidence.peers()) {
            DoctorReport report = peer.report();
            if (report == null) {
                String why = evidence.redaction().report(peer.notExamined());
                rows.add(row(peer, "", Cell.text("not examined"), Cell.number(-1), why));
                continue;
            }
            for (StepResult step : report.steps()) {
                if (!(step.verdict() instanceof StepVerdict.NotApplicable)) {
                    rows.add(stepRow(peer, step, evidence.redaction()));
                }
            }
        }
        if (rows.isEmpty()) {
            out.append("<p class=\"small\">None has a doctor.</p>\n");
            return;
        }
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text("connection"),
                                Cell.text("step"),
                                Cell.text("verdict"),
                                Cell.right("ms"),
                                Cell.text("found")),
                        rows));
        out.append("<p class=\"small\">Examined before the fault, past every link. It decides");
        out.append(" nothing in this verdict; all steps are in doctor.json.</p>\n");
    }

    private static List<Cell> stepRow(PeerReport peer, StepResult step, Redaction redaction) {
        Cell verdict =
                switch (step.verdict()) {
                    case StepVerdict.Passed _ -> new Cell("✓ passed", "tag");
                    case StepVerdict.Failed _ -> new Cell("✕ failed", "tag bad");
                    case StepVerdict.Doubtful _,
                            StepVerdict.Skipped _,
                            StepVerdict.NotApplicable _ ->
                            Cell.text(step.verdict().word());
                };
        String remedy = step.verdict().remedy();
        String found = sentence(step) + (remedy.isEmpty() ? "" : " " + remedy);
        return row(
                peer,
                name(step.step()),
                verdict,
                Cell.number(Math.round(step.millis())),
                redaction.report(found));
    }

    private static List<Cell> row(
            PeerReport peer, String step, Cell verdict, Cell millis, String found) {
        return List.of(
                Cell.name(peer.connector()), Cell.text(step), verdict, millis, Cell.text(found));
    }
}
