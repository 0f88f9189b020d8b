package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;

/// One peer that is well, and one that refuses our certificate.
final class FakeDoctor {
    private FakeDoctor() {}

    static Outcome examined() {
        return new Outcome.Examined(
                List.of(
                        new Outcome.KeptReport(report("devices", true), null),
                        new Outcome.KeptReport(
                                report("upstream", false),
                                Path.of("doctor-20260501-120000-000-upstream.json"))));
    }

    private static DoctorReport report(String connector, boolean well) {
        List<StepResult> steps = new ArrayList<>();
        boolean over = false;
        for (DoctorStep step : DoctorStep.values()) {
            StepVerdict verdict =
                    over
                            ? new StepVerdict.Skipped("A step before it failed.")
                            : new StepVerdict.Passed("As it should be.");
            List<Property> facts = List.of();
            if (step == DoctorStep.TLS && !well) {
                over = true;
                verdict =
                        new StepVerdict.Failed(
                                Problem.error(
                                        "DOCT-0311",
                                        "connector " + connector,
                                        "The broker refused our certificate.",
                                        "Add our authority to its cafile."));
                facts = List.of(new Property("ours", "CN=gateway; sha256 00ff"));
            }
            steps.add(new StepResult(step, 1.5, verdict, facts));
        }
        return new DoctorReport(
                connector, "mqtt", Instant.parse("2026-05-01T12:00:00Z"), 12, steps, "");
    }
}
