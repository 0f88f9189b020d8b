package org.fieldproof.views.drills;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.draft.DraftModel;
import org.fieldproof.views.draft.DraftProblem;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.verdict.DrillWords;
import org.fieldproof.views.verdict.VerdictWords;
import org.jspecify.annotations.Nullable;

/// The drill desk. Needs no toolkit.
final class DrillsViewModel {

    private final Desk desk;
    private final Figures figures;

    DrillsViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    List<DrillRow> library(DrillSnapshot drills) {
        return drills.available().stream()
                .map(drill -> new DrillRow(drill.name(), drill.title(), readiness(drills, drill)))
                .toList();
    }

    /// The drills of the draft, each with what would become of it.
    List<DrillRow> drafted(DrillSnapshot drills) {
        ProjectDraft draft = desk.draft().model().draft();
        List<DrillRow> rows = new ArrayList<>();
        draft.drills()
                .forEach(
                        (name, drill) ->
                                rows.add(
                                        new DrillRow(
                                                name,
                                                drill.text("title"),
                                                draftState(drills, name, drill))));
        return rows;
    }

    private StateText draftState(DrillSnapshot drills, String name, DraftValue.Group drill) {
        DraftModel model = desk.draft().model();
        if (model.problemsOfDrill(name).stream().anyMatch(DraftProblem::isError)) {
            return new StateText(Mark.HIGH, desk.text("draft.severity.ERROR"));
        }
        DraftValue.@Nullable Group runs = model.running().drills().get(name);
        if (runs == null) {
            return new StateText(Mark.NOTE, desk.text("drills.state.added"));
        }
        if (!runs.equals(drill)) {
            return new StateText(Mark.NOTE, desk.text("draft.node.changed"));
        }
        return drills.available().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> readiness(drills, each))
                .orElseGet(() -> new StateText(Mark.OFF, ""));
    }

    private StateText readiness(DrillSnapshot drills, DrillSnapshot.Available drill) {
        DrillSnapshot.@Nullable Run run = drills.running();
        if (run != null && run.name().equals(drill.name())) {
            return new StateText(Mark.NOTE, desk.text("shell.phase." + run.phase().name()));
        }
        long open = drill.interlocks().stream().filter(i -> !i.ok()).count();
        return open == 0
                ? new StateText(Mark.RUN, desk.text("drills.state.ready"))
                : new StateText(Mark.LOW, desk.text("drills.state.open", open));
    }

    /// The chosen drill, the running one, or the first.
    Optional<DrillSnapshot.Available> inFocus(DrillSnapshot drills, String chosen) {
        DrillSnapshot.@Nullable Run run = drills.running();
        String wanted = run != null ? run.name() : chosen;
        return drills.available().stream()
                .filter(drill -> drill.name().equals(wanted))
                .findFirst()
                .or(() -> drills.available().stream().findFirst());
    }

    /// Why a drill cannot start now; empty if it can.
    String hindrance(DrillSnapshot drills, DrillSnapshot.Available drill) {
        return DrillWords.hindrance(drills, drill, desk.texts());
    }

    /// The same as it is said: of a LIVE line, naming it is said where that is done.
    String said(DrillSnapshot drills, DrillSnapshot.Available drill) {
        return DrillWords.hindranceOfNaming(drills, drill, desk.texts());
    }

    /// What will be done, in one sentence.
    String plan(DrillSnapshot.Available drill) {
        return desk.text(
                "drills.plan.text",
                drill.link(),
                desk.text("drills.fault." + faultKey(drill.fault())),
                figures.span(drill.holdMs() / 1000));
    }

    private static String faultKey(String fault) {
        return switch (fault) {
            case "down", "hang", "latency", "bandwidth", "slicer" -> fault;
            case "reset-after" -> "reset";
            default -> "other";
        };
    }

    List<PhaseCell> timeline(DrillSnapshot.Run run, long nowMillis) {
        List<PhaseCell> cells = new ArrayList<>();
        long sinceStart = nowMillis - run.startedAt().toEpochMilli();
        for (DrillPhase phase : DrillPhase.values()) {
            if (phase == DrillPhase.CLOSED) {
                continue;
            }
            PhaseCell.Progress progress = PhaseCell.Progress.AHEAD;
            String took = Figures.NONE;
            for (DrillSnapshot.PhaseSpan span : run.phases()) {
                if (span.phase() == phase) {
                    boolean over = span.toMs() >= 0;
                    long millis = (over ? span.toMs() : sinceStart) - span.fromMs();
                    took = figures.took(Math.max(0, millis));
                    progress = over ? PhaseCell.Progress.DONE : PhaseCell.Progress.NOW;
                }
            }
            cells.add(new PhaseCell(desk.text("shell.phase." + phase.name()), took, progress));
        }
        return cells;
    }

    /// The phases with what else only colours say: which are over, which is now, which are ahead.
    String spoken(List<PhaseCell> cells) {
        return cells.stream()
                .map(
                        cell ->
                                desk.text(
                                        "drills.phase." + cell.progress().name(),
                                        cell.name(),
                                        cell.took()))
                .collect(Collectors.joining(", "));
    }

    String remaining(DrillSnapshot.Run run) {
        return run.remainingMs() < 0
                ? desk.text("drills.run.open")
                : desk.text("drills.run.remaining", figures.age(Math.max(1000, run.remainingMs())));
    }

    List<ResultRow> results(DrillSnapshot drills, Instant now) {
        return drills.results().stream()
                .map(
                        result ->
                                new ResultRow(
                                        result.id(),
                                        figures.time(result.endedAt(), now),
                                        result.name(),
                                        VerdictWords.of(result.verdict(), desk.texts()),
                                        result.reason(),
                                        result.evidence()))
                .toList();
    }
}
