package org.fieldproof.views.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.record.Property;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.perspective.Desk;

/// What the connection doctor found, as lines of the inspector: what is wrong first. Needs no
/// toolkit.
final class DoctorFacts {
    private final Desk desk;

    DoctorFacts(Desk desk) {
        this.desk = desk;
    }

    List<Fact> running() {
        return List.of(
                new Fact.Section(desk.text("devices.doctor.section")),
                new Fact.Prose(desk.text("devices.doctor.running"), true));
    }

    /// @param close takes the results away
    List<Fact> of(List<Outcome.KeptReport> reports, Runnable close) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Section(desk.text("devices.doctor.section")));
        long ill = reports.stream().filter(each -> !each.report().healthy()).count();
        facts.add(
                new Fact.Prose(
                        ill == 0
                                ? desk.text("devices.doctor.well", reports.size())
                                : desk.text("devices.doctor.ill", ill, reports.size()),
                        ill == 0));
        facts.add(new Fact.Act(desk.text("devices.doctor.close"), close));
        reports.stream()
                .filter(each -> !each.report().healthy())
                .forEach(each -> report(each, facts));
        reports.stream()
                .filter(each -> each.report().healthy())
                .forEach(each -> report(each, facts));
        return facts;
    }

    private void report(Outcome.KeptReport kept, List<Fact> facts) {
        DoctorReport report = kept.report();
        facts.add(new Fact.Section(report.connector() + " · " + report.type()));
        for (StepResult step : report.steps()) {
            if (!(step.verdict() instanceof StepVerdict.NotApplicable)) {
                facts.add(new Fact.State(state(step)));
                facts.add(new Fact.Prose(step.verdict().sentence(), true));
                remedy(step.verdict(), facts);
                certificates(step, facts);
            }
        }
        if (kept.evidence() != null) {
            facts.add(
                    new Fact.Pair(
                            desk.text("devices.doctor.kept"),
                            String.valueOf(kept.evidence().getFileName()),
                            false));
        }
    }

    private static void remedy(StepVerdict verdict, List<Fact> facts) {
        String remedy =
                switch (verdict) {
                    case StepVerdict.Failed failed -> failed.why().remedy();
                    case StepVerdict.Doubtful doubtful -> doubtful.why().remedy();
                    case StepVerdict.Passed _, StepVerdict.Skipped _, StepVerdict.NotApplicable _ ->
                            "";
                };
        if (!remedy.isEmpty()) {
            facts.add(new Fact.Prose(remedy, false));
        }
    }

    /// Both sides' certificates where the step did not pass: what people compare on the telephone.
    private void certificates(StepResult step, List<Fact> facts) {
        if (!(step.verdict() instanceof StepVerdict.Failed)) {
            return;
        }
        for (Property fact : step.facts()) {
            switch (fact.name()) {
                case "theirs" ->
                        facts.add(
                                new Fact.Pair(
                                        desk.text("devices.doctor.theirs"), fact.value(), false));
                case "ours" ->
                        facts.add(
                                new Fact.Pair(
                                        desk.text("devices.doctor.ours"), fact.value(), false));
                default -> {}
            }
        }
    }

    private StateText state(StepResult step) {
        Mark mark =
                switch (step.verdict()) {
                    case StepVerdict.Passed _ -> Mark.RUN;
                    case StepVerdict.Doubtful _ -> Mark.LOW;
                    case StepVerdict.Failed _ -> Mark.HIGH;
                    case StepVerdict.Skipped _, StepVerdict.NotApplicable _ -> Mark.OFF;
                };
        String words =
                desk.text("devices.doctor.step." + step.step().name())
                        + " · "
                        + desk.text("devices.doctor.verdict." + mark.name());
        return new StateText(
                mark,
                step.millis() > 0
                        ? words + " · " + String.format(Locale.ROOT, "%.1f ms", step.millis())
                        : words);
    }
}
