package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.record.Property;
import org.fieldproof.drill.evidence.ReportTables.Cell;

/// The doctor's reports in evidence: `doctor.json` and a table of the page. A doctor's sentences
/// and facts hold hosts, users, topics, names in certificates and values that were read; none of
/// them is written. What is: each step's name, verdict, time and problem code, and the few facts
/// whose values have a shape in which nothing of the plant can be named.
final class PeerReports {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

    /// By name, and by shape: a connector of somebody else's may give a fact any value.
    private static final Map<String, Pattern> FACTS =
            Map.of(
                    "protocol", Pattern.compile("TLSv1(\\.[0-3])?"),
                    "cipher", Pattern.compile("(TLS|SSL)_[A-Z0-9_]{1,80}"),
                    "asksForOurs", Pattern.compile("yes"),
                    "serverVersion", Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,2}"),
                    "notLookedAt", NUMBER,
                    "freeBytes", NUMBER);

    private PeerReports() {}

    static ObjectNode json(List<PeerReport> peers) {
        ObjectNode root = EvidenceJson.plain().createObjectNode();
        ArrayNode array = root.putArray("peers");
        for (PeerReport peer : peers) {
            ObjectNode node = array.addObject().put("connector", peer.connector());
            DoctorReport report = peer.report();
            if (report == null) {
                node.put("notExamined", peer.notExamined());
                continue;
            }
            node.put("type", report.type());
            node.put("startedAt", report.startedAt().toString());
            node.put("millis", rounded(report.millis()));
            node.put("healthy", report.healthy());
            ArrayNode steps = node.putArray("steps");
            report.steps().forEach(step -> steps.add(step(step)));
        }
        return root;
    }

    private static ObjectNode step(StepResult step) {
        ObjectNode node = EvidenceJson.plain().createObjectNode();
        node.put("step", name(step.step()));
        node.put("verdict", step.verdict().word());
        node.put("millis", rounded(step.millis()));
        node.put("code", step.verdict().code());
        ArrayNode facts = node.putArray("facts");
        for (Property fact : facts(step)) {
            facts.addArray().add(fact.name()).add(fact.value());
        }
        return node;
    }

    private static List<Property> facts(StepResult step) {
        return step.facts().stream().filter(PeerReports::namesNothing).toList();
    }

    private static boolean namesNothing(Property fact) {
        Pattern shape = FACTS.get(fact.name());
        return shape != null && shape.matcher(fact.value()).matches();
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
                Cell verdict = Cell.text("not examined");
                rows.add(row(peer, "", verdict, Cell.number(-1), peer.notExamined()));
                continue;
            }
            for (StepResult step : report.steps()) {
                if (!(step.verdict() instanceof StepVerdict.NotApplicable)) {
                    rows.add(stepRow(peer, step));
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
        out.append(" nothing in this verdict; all steps are in doctor.json. The doctor’s own");
        out.append(" sentences name hosts, users and topics and are left out: examine the");
        out.append(" connection in the console to read them. What a code means, and what to do,");
        out.append(" stands in the help.</p>\n");
    }

    private static List<Cell> stepRow(PeerReport peer, StepResult step) {
        Cell verdict =
                switch (step.verdict()) {
                    case StepVerdict.Passed _ -> new Cell("✓ passed", "tag");
                    case StepVerdict.Failed _ -> new Cell("✕ failed", "tag bad");
                    case StepVerdict.Doubtful _,
                            StepVerdict.Skipped _,
                            StepVerdict.NotApplicable _ ->
                            Cell.text(step.verdict().word());
                };
        return row(
                peer,
                name(step.step()),
                verdict,
                Cell.number(Math.round(step.millis())),
                found(step));
    }

    /// A sentence of ours in place of the doctor's, and the facts that may be told.
    private static String found(StepResult step) {
        StringBuilder found = new StringBuilder(sentence(step));
        for (Property fact : facts(step)) {
            found.append(' ').append(fact.name()).append(": ").append(fact.value()).append('.');
        }
        return found.toString();
    }

    private static String sentence(StepResult step) {
        String code = step.verdict().code();
        return switch (step.verdict()) {
            case StepVerdict.Passed _ -> passed(step.step());
            case StepVerdict.Doubtful _ ->
                    "It works, but not as it should, or not for long: " + code + ".";
            case StepVerdict.Failed _ -> "It does not work: " + code + ".";
            case StepVerdict.Skipped _ -> "Not looked at.";
            case StepVerdict.NotApplicable _ -> "There is no such step here.";
        };
    }

    private static String passed(DoctorStep step) {
        return switch (step) {
            case DNS -> "The name leads to addresses.";
            case TCP -> "The address can be reached or, by a listener, be had.";
            case TLS -> "Certificates are accepted.";
            case HELLO -> "The protocol is spoken.";
            case SECURITY -> "The protocol’s own security holds.";
            case LOGIN -> "The gateway is let in.";
            case PERMISSION -> "What the configuration asks for is allowed.";
            case FIRST_VALUE -> "A value came in, or could be stored; values are left out.";
        };
    }

    private static List<Cell> row(
            PeerReport peer, String step, Cell verdict, Cell millis, String found) {
        return List.of(
                Cell.name(peer.connector()), Cell.text(step), verdict, millis, Cell.text(found));
    }
}
