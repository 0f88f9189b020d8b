package org.fieldproof.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.doctor.DoctorJson;
import org.fieldproof.engine.doctor.DoctorRoom;
import org.fieldproof.engine.doctor.Examined;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;

/// Examines everything of a project at the same time, and prints what was found in the project's
/// order.
final class LiveCheck {
    private final Printer printer;
    private final Duration limit;
    private final Redactor redactor;

    /// @param redactor is told each secret that is resolved
    LiveCheck(Printer printer, Duration limit, Redactor redactor) {
        this.printer = printer;
        this.limit = limit;
        this.redactor = redactor;
    }

    /// True if no step of any of them failed.
    boolean examine(ProjectDefinition project, @Nullable Path data) {
        List<CompletableFuture<Examined>> all = new ArrayList<>();
        try {
            DoctorRoom room = Wiring.doctors(project, Optional.ofNullable(data), redactor);
            for (String id : room.examinable()) {
                all.add(room.examine(id, limit.toMillis()).toCompletableFuture());
            }
        } catch (ConnectorException e) {
            printer.problems(List.of(e.problem()));
            return false;
        }
        boolean healthy = true;
        for (CompletableFuture<Examined> each : all) {
            healthy &= printed(each);
        }
        return healthy;
    }

    private boolean printed(CompletableFuture<Examined> examination) {
        Examined examined;
        try {
            examined = examination.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException refused) {
                printer.problems(List.of(refused.problem()));
                return false;
            }
            throw e;
        }
        boolean healthy = true;
        if (!printer.json()) {
            printer.line("", examined.report().connector() + " (" + examined.report().type() + ")");
        }
        for (StepResult step : examined.report().steps()) {
            healthy &= !(step.verdict() instanceof StepVerdict.Failed);
            if (printer.json()) {
                printer.jsonLine(
                        DoctorJson.line(examined.report(), step, examined.place())
                                .getBytes(StandardCharsets.UTF_8));
            } else {
                printer.line("", forPeople(step));
            }
        }
        Path kept = examined.evidence();
        printer.note(kept == null ? "  The report could not be kept." : "  Kept as " + kept);
        return healthy;
    }

    private static String forPeople(StepResult step) {
        String remedy = step.verdict().remedy();
        return String.format(
                        Locale.ROOT,
                        "  %-11s %-14s %9.1f ms  %s",
                        step.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        step.verdict().word(),
                        step.millis(),
                        step.verdict().sentence())
                + (remedy.isEmpty() ? "" : "\n" + " ".repeat(43) + remedy);
    }
}
