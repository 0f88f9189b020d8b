package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fieldproof.api.drill.RunComparison.Difference;
import org.fieldproof.api.drill.RunComparison.Setting;

/// In what the set-up of two runs differs. Confined to one call of [#of(ReadRun, ReadRun)].
final class RunDifferences {
    /// Of one kind; a project that was written anew differs everywhere.
    private static final int EACH_MAX = 40;

    private static final double OUTAGE_SHARE = 0.1;

    private final List<Difference> found = new ArrayList<>();

    private RunDifferences() {}

    static List<Difference> of(ReadRun base, ReadRun run) {
        RunDifferences differences = new RunDifferences();
        differences.facts(base, run);
        differences.maps(Setting.DEVICE, devices(base.root()), devices(run.root()));
        differences.maps(Setting.VERSION, base.versions(), run.versions());
        differences.maps(Setting.CERTIFICATE, base.certificates(), run.certificates());
        differences.configuration(base.configuration(), run.configuration());
        return differences.found;
    }

    /// Whether two outages were equally long, so that what grows with them may be compared.
    static boolean sameOutage(RunFacts base, RunFacts run) {
        long apart = Math.abs(base.outageMs() - run.outageMs());
        return base.outageMs() >= 0
                && run.outageMs() >= 0
                && apart <= OUTAGE_SHARE * base.outageMs();
    }

    private void facts(ReadRun base, ReadRun run) {
        RunFacts one = base.facts();
        RunFacts other = run.facts();
        one(Setting.DRILL, one.drill(), other.drill());
        one(Setting.LINE, one.link(), other.link());
        one(Setting.DEVICE_CLASS, one.deviceClass(), other.deviceClass());
        one(Setting.FAULT, one.fault() + fault(one), other.fault() + fault(other));
        if (!sameOutage(one, other)) {
            one(Setting.OUTAGE, duration(one.outageMs()), duration(other.outageMs()));
        }
        one(Setting.FORMAT, base.side().format(), run.side().format());
        one(Setting.PROJECT, one.project(), other.project());
        one(Setting.REVISION, one.contentHash(), other.contentHash());
        one(Setting.TARGET, one.linkTarget(), other.linkTarget());
        one(
                Setting.LANES,
                String.join(", ", one.affectedLanes()),
                String.join(", ", other.affectedLanes()));
        one(Setting.LIMIT, limits(one), limits(other));
    }

    /// What was done to the line, in words: two faults of one kind may differ in their measure.
    private static String fault(RunFacts facts) {
        return facts.faultWords().isEmpty() ? "" : ": " + facts.faultWords();
    }

    private static String duration(long millis) {
        return millis < 0 ? "" : Words.duration(millis);
    }

    private static String limits(RunFacts facts) {
        return Words.duration(facts.recoverLimitMs())
                + " / "
                + Words.duration(facts.drainLimitMs());
    }

    private static Map<String, String> devices(JsonNode root) {
        Map<String, String> identities = new TreeMap<>();
        root.path("devices")
                .forEach(
                        each ->
                                identities.put(
                                        each.path("id").asText(),
                                        ReportTables.identity(each.path("identity").asText())));
        return identities;
    }

    private void configuration(
            Optional<Map<String, String>> base, Optional<Map<String, String>> run) {
        if (base.isPresent() && run.isPresent()) {
            maps(Setting.CONFIGURATION, base.get(), run.get());
        } else if (base.isPresent() != run.isPresent()) {
            // One of the two can be read; with what it is compared is not known.
            found.add(new Difference(Setting.CONFIGURATION, "", "", ""));
        }
    }

    private void maps(Setting setting, Map<String, String> base, Map<String, String> run) {
        int told = 0;
        TreeSet<String> names = new TreeSet<>(base.keySet());
        names.addAll(run.keySet());
        for (String name : names) {
            String one = base.getOrDefault(name, "");
            String other = run.getOrDefault(name, "");
            boolean same = base.containsKey(name) == run.containsKey(name) && one.equals(other);
            if (!same && told < EACH_MAX) {
                found.add(new Difference(setting, name, one, other));
            }
            told += same ? 0 : 1;
        }
        if (told > EACH_MAX) {
            found.add(new Difference(setting, "+ " + (told - EACH_MAX), "", ""));
        }
    }

    private void one(Setting setting, String base, String run) {
        if (!base.equals(run)) {
            found.add(new Difference(setting, "", base, run));
        }
    }
}
