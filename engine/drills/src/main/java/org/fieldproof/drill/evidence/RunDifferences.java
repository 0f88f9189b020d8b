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
        differences.known(Setting.DEVICE, devices(base.root()), devices(run.root()));
        differences.known(Setting.VERSION, base.versions(), run.versions());
        differences.known(Setting.CERTIFICATE, base.certificates(), run.certificates());
        differences.known(Setting.CONFIGURATION, base.configuration(), run.configuration());
        return differences.found;
    }

    /// Which of two outages was longer, so that what grows with them is compared where it may be.
    static StandingRule.Outages outages(ReadRun base, ReadRun run) {
        if (base.hadNoFault() && run.hadNoFault()) {
            return StandingRule.Outages.ALIKE;
        }
        long one = base.facts().outageMs();
        long other = run.facts().outageMs();
        if (one < 0 || other < 0) {
            return StandingRule.Outages.UNKNOWN;
        }
        if (Math.abs(one - other) <= OUTAGE_SHARE * one) {
            return StandingRule.Outages.ALIKE;
        }
        return one > other ? StandingRule.Outages.BASE_LONGER : StandingRule.Outages.RUN_LONGER;
    }

    private void facts(ReadRun base, ReadRun run) {
        RunFacts one = base.facts();
        RunFacts other = run.facts();
        one(Setting.DRILL, one.drill(), other.drill());
        one(Setting.LINE, one.link(), other.link());
        one(Setting.DEVICE_CLASS, one.deviceClass(), other.deviceClass());
        one(Setting.FAULT, fault(one), fault(other));
        if (outages(base, run) != StandingRule.Outages.ALIKE) {
            one(Setting.OUTAGE, duration(one.outageMs()), duration(other.outageMs()));
        }
        one(Setting.FORMAT, base.side().format(), run.side().format());
        one(Setting.PROJECT, one.project(), other.project());
        one(Setting.REVISION, one.contentHash(), other.contentHash());
        one(Setting.TARGET, one.linkTarget(), other.linkTarget());
        one(Setting.LANES, lanes(base), lanes(run));
        one(Setting.LIMIT, limits(one), limits(other));
    }

    /// What was done to the line, in words: two faults of one kind may differ in their measure.
    private static String fault(RunFacts facts) {
        String words = facts.faultWords();
        return facts.fault().isEmpty() || words.isEmpty()
                ? facts.fault()
                : facts.fault() + ": " + words;
    }

    private static String lanes(ReadRun each) {
        List<String> lanes = each.facts().affectedLanes();
        boolean known = each.root().path("affectedLanes").isArray();
        return known && lanes.isEmpty() ? "\u2013" : String.join(", ", lanes);
    }

    private static String duration(long millis) {
        return millis < 0 ? "" : Words.duration(millis);
    }

    private static String limits(RunFacts facts) {
        String recover = duration(facts.recoverLimitMs());
        String drain = duration(facts.drainLimitMs());
        return recover.isEmpty() || drain.isEmpty() ? "" : recover + " / " + drain;
    }

    private static Optional<Map<String, String>> devices(JsonNode root) {
        if (!root.path("devices").isArray()) {
            return Optional.empty();
        }
        Map<String, String> identities = new TreeMap<>();
        root.path("devices")
                .forEach(
                        each ->
                                identities.put(
                                        each.path("id").asText(),
                                        ReportTables.identity(each.path("identity").asText())));
        return Optional.of(identities);
    }

    /// What cannot be read in one file is neither the same in both nor gone from it.
    private void known(
            Setting setting,
            Optional<Map<String, String>> base,
            Optional<Map<String, String>> run) {
        if (base.isPresent() && run.isPresent()) {
            maps(setting, base.get(), run.get());
        } else {
            found.add(
                    new Difference(
                            setting,
                            "",
                            base.map(_ -> Difference.KNOWN).orElse(""),
                            run.map(_ -> Difference.KNOWN).orElse("")));
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

    /// What is empty is not known, and so not the same as anything.
    private void one(Setting setting, String base, String run) {
        if (!base.equals(run) || base.isEmpty()) {
            found.add(new Difference(setting, "", base, run));
        }
    }
}
