package org.fieldproof.drill.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.LaneJudgement;
import org.fieldproof.drill.ledger.SeqRange;

/// The report: page 1 for everybody, the rest for engineers. One HTML document without a script,
/// a link or a picture from elsewhere; every text in it is escaped.
final class ReportHtml {
    private static final DateTimeFormatter DAY_TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Evidence evidence;
    private final RunFacts facts;
    private final Judgement judgement;
    private final VerdictRule.Decision decision;
    private final String signer;
    private final StringBuilder out = new StringBuilder(1 << 16);

    private ReportHtml(Evidence evidence, String signer) {
        this.evidence = evidence;
        this.facts = evidence.facts();
        this.judgement = evidence.judgement();
        this.decision = evidence.decision();
        this.signer = signer;
    }

    static String render(Evidence evidence, String signer) {
        return new ReportHtml(evidence, signer).page();
    }

    private String page() {
        String title = "Drill " + facts.drill() + ": " + verdictWord();
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Even a browser that finds something to load or run in it must not do so.
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        out.append(" style-src 'unsafe-inline'\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<title>").append(Words.html(title)).append("</title>\n<style>\n");
        out.append(css()).append("</style>\n</head>\n<body>\n<main>\n");
        header();
        figures();
        out.append(ReportChart.svg(facts, evidence.samples()));
        out.append(ReportTables.devices(judgement));
        trust();
        new ReportAnnex(evidence, out).write();
        footer();
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String css() {
        try (InputStream in = ReportHtml.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String verdictWord() {
        return switch (decision.verdict()) {
            case PASSED -> "Passed";
            case FAILED -> "Failed";
            case INCONCLUSIVE -> "Inconclusive";
            case ABORTED -> "Aborted";
        };
    }

    private void header() {
        Instant from = Instant.parse(facts.startedAt());
        Instant to = Instant.parse(facts.endedAt());
        String meta =
                "Drill "
                        + facts.drill()
                        + " · "
                        + facts.project()
                        + " revision "
                        + revision()
                        + " · "
                        + DAY_TIME.format(from)
                        + " to "
                        + TIME.format(to)
                        + " UTC";
        out.append("<header>\n<p class=\"meta\">").append(Words.html(meta)).append("</p>\n");
        out.append("<h1 class=\"").append(tone()).append("\"><span class=\"mark\">");
        out.append(mark()).append("</span>").append(Words.html(headline())).append("</h1>\n");
        out.append("<p class=\"lead\">").append(Words.html(lead())).append("</p>\n");
        if (!decision.reasons().isEmpty()) {
            out.append("<div class=\"why ").append(tone()).append("\"><h3>Why</h3><ul>\n");
            decision.reasons().stream().limit(12).forEach(this::item);
            int more = decision.reasons().size() - 12;
            if (more > 0) {
                item("and " + more + " more; see evidence.json.");
            }
            out.append("</ul></div>\n");
        }
        out.append("</header>\n");
    }

    private String revision() {
        return facts.contentHash().substring(0, Math.min(8, facts.contentHash().length()));
    }

    private String tone() {
        return switch (decision.verdict()) {
            case PASSED -> "ok";
            case FAILED -> "bad";
            case INCONCLUSIVE, ABORTED -> "open";
        };
    }

    /// A shape beside the word: the verdict never hangs on a colour.
    private String mark() {
        return switch (decision.verdict()) {
            case PASSED -> "✓";
            case FAILED -> "✕";
            case INCONCLUSIVE -> "?";
            case ABORTED -> "■";
        };
    }

    private String headline() {
        String outage = outagePhrase();
        return switch (decision.verdict()) {
            case PASSED -> "Passed: nothing was lost in " + outage;
            case FAILED -> "Failed: " + failure() + " in " + outage;
            case INCONCLUSIVE -> "Inconclusive: this run proves nothing either way";
            case ABORTED -> "Aborted by " + facts.abortedBy() + " before its end";
        };
    }

    private String outagePhrase() {
        String length = Words.duration(facts.outageMs());
        return facts.fault().equals("down") || facts.fault().equals("hang")
                ? article(length) + length + " outage of " + facts.link()
                : length + " of a disturbed line to " + facts.link();
    }

    private static String article(String length) {
        boolean vowel =
                length.startsWith("8") || length.startsWith("11 ") || length.startsWith("18 ");
        return vowel ? "an " : "a ";
    }

    private String failure() {
        long lost = judgement.lostTotal();
        long late = judgement.overLanes(LaneJudgement::pending);
        long disorder = judgement.overLanes(lane -> SeqRange.records(lane.outOfOrder()));
        long wrong = judgement.overLanes(lane -> SeqRange.records(lane.wrong()));
        long twice = judgement.overLanes(LaneJudgement::unexplained);
        if (lost > 0) {
            return Words.count(lost, "record was lost", "records were lost");
        }
        if (wrong > 0) {
            return Words.count(wrong, "record was changed", "records were changed");
        }
        if (twice > 0) {
            return Words.count(twice, "unexplained duplicate", "unexplained duplicates");
        }
        if (disorder > 0) {
            return Words.count(disorder, "record out of order", "records out of order");
        }
        return late > 0
                ? Words.count(late, "record came too late", "records came too late")
                : "a promise was not kept";
    }

    private String lead() {
        if (!facts.injected()) {
            String never =
                    facts.overLine()
                            ? "The line to " + facts.link() + " was never faulted. "
                            : "The store " + facts.link() + " was never closed. ";
            return never + facts.hypothesis();
        }
        long devices = judgement.devices().stream().filter(each -> each.counted()).count();
        StringBuilder text = new StringBuilder();
        text.append(Words.sentence(facts.faultWords()))
                .append(" for ")
                .append(Words.duration(facts.outageMs()));
        text.append(" while ").append(Words.count(devices, "device", "devices"));
        text.append(" kept publishing. ");
        if (decision.verdict() == Verdict.PASSED) {
            text.append("The gateway accepted every message");
            if (facts.peakHeldRecords() > 0) {
                text.append(", held up to ").append(Words.count(facts.peakHeldRecords()));
                text.append(" of them");
            }
            text.append(" and delivered all of them when ");
            text.append(facts.overLine() ? "the line came back. " : "it was opened again. ");
        }
        text.append("Counted from the devices’ own numbers and from the gateway’s log, and read");
        text.append(" back from each destination.");
        return text.toString();
    }

    private void figures() {
        long accepted = judgement.overDevices(each -> each.accepted());
        long lost = judgement.lostTotal();
        long twice = judgement.overLanes(lane -> SeqRange.records(lane.duplicated()));
        long unexplained = judgement.overLanes(LaneJudgement::unexplained);
        long disorder = judgement.overLanes(lane -> SeqRange.records(lane.outOfOrder()));
        out.append("<dl class=\"figures\">\n");
        figure("Lost", lost, "of " + Words.count(accepted) + " accepted", lost > 0);
        figure(
                "Duplicated",
                twice,
                twice > 0 && unexplained == 0
                        ? "sent again by the devices"
                        : "after identity check",
                unexplained > 0);
        figure("Out of order", disorder, "per device and topic", disorder > 0);
        time("Recovered in", facts.recoveryMs(), facts.recoverLimitMs(), "limit ");
        time(
                "Backlog drained in",
                facts.drainMs(),
                facts.drainLimitMs(),
                "peak " + Words.count(facts.peakHeldRecords()) + " · limit ");
        out.append("</dl>\n");
    }

    private void figure(String name, long value, String note, boolean bad) {
        String type = value < 0 ? " unknown" : bad ? " bad" : "";
        value(name, Words.count(value), type, note);
    }

    private void time(String name, long ms, long limitMs, String note) {
        String type = ms < 0 ? " unknown" : ms > limitMs ? " bad" : "";
        value(
                name,
                ms < 0 ? "not measured" : Words.duration(ms),
                type,
                note + Words.duration(limitMs));
    }

    private void value(String name, String value, String type, String note) {
        out.append("<div><dt>").append(Words.html(name)).append("</dt><dd><div class=\"value");
        out.append(type).append("\">").append(Words.html(value));
        out.append("</div><div class=\"note\">").append(Words.html(note));
        out.append("</div></dd></div>\n");
    }

    private void trust() {
        out.append("<section class=\"two\">\n<div><h3>Can I trust this?</h3>\n<p>");
        String text =
                "Signed with the Ed25519 key of the installation that made it ("
                        + shortened(signer)
                        + "). Every file in this evidence is hashed, and the hashes are chained."
                        + " The verdict follows from the raw ledgers alone: fieldproof verify"
                        + " computes it again on any machine, without the gateway. Not the"
                        + " gateway’s counters but the devices’ own numbers are the expectation.";
        out.append(Words.html(text)).append("</p></div>\n");
        out.append("<div><h3>What this did not test</h3>\n<ul>\n");
        facts.notTested().forEach(this::item);
        out.append("</ul></div>\n</section>\n");
    }

    private static String shortened(String fingerprint) {
        return fingerprint.length() <= 20
                ? fingerprint
                : fingerprint.substring(0, 8)
                        + "…"
                        + fingerprint.substring(fingerprint.length() - 5);
    }

    private void item(String text) {
        out.append("<li>").append(Words.html(text)).append("</li>\n");
    }

    private void footer() {
        out.append("<div class=\"sign\"><div>Carried out by, date</div><div>Witnessed by, date");
        out.append("</div><div>Accepted by, date</div></div>\n<footer>Run ");
        out.append(Words.html(facts.run())).append(" · signed by <span class=\"mono\">");
        out.append(Words.html(signer));
        out.append(
                "</span><br>Drills are software guards in an information-technology tool, not a");
        out.append(" safety function; plant interlocks and permits remain in charge.</footer>\n");
    }
}
