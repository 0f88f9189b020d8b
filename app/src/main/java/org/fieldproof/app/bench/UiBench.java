package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// `ui`: a real console, drawn by the software pipeline without a display, while real MQTT devices
/// publish to its gateway: the sample, and 500 devices with 10,000 messages a second. Every
/// perspective is visited twice; the second round counts. Then, once a pulse, the time bar of the
/// plant is moved, and 200 parts with 300 wires, pasted into the draft of the sample, are dragged,
/// panned, zoomed, undone and redone. The baselines are budgets, except for what the gateway
/// accepts: that is compared with the same gateway before it had a window. Devices, gateway and
/// console share one process.
final class UiBench {
    private static final String BUDGET = "budget";

    private static final String SAMPLE = "field-demo";
    private static final String PLANT = "500-devices";
    private static final int DEVICES = 500;
    private static final int PER_DEVICE_PER_SECOND = 20;
    private static final int VALUES = 20;

    /// Connections, and as many destinations.
    private static final int CANVAS_ENDS = 50;

    /// With three wires each.
    private static final int CANVAS_PIPELINES = 100;

    private final BenchOptions options;

    UiBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        try (Scratch scratch = Scratch.in(options.directory())) {
            List<ConsoleLoad> loads = new ArrayList<>();
            List<String> names = new ArrayList<>();
            Optional<Path> sample = options.console().sample(SAMPLE);
            if (sample.isPresent()) {
                names.add(SAMPLE);
                loads.add(
                        load(
                                sample.get(),
                                scratch.path().resolve(SAMPLE),
                                BenchProject.parts(CANVAS_ENDS, CANVAS_PIPELINES)));
            }
            Path plant = Files.createDirectory(scratch.path().resolve("project"));
            Files.writeString(
                    plant.resolve("project.yaml"),
                    BenchProject.simulated(DEVICES, PER_DEVICE_PER_SECOND, VALUES));
            names.add(PLANT);
            loads.add(load(plant, scratch.path().resolve(PLANT), ""));
            List<ConsoleFigures> figures = options.console().measure(loads);
            for (int i = 0; i < names.size(); i++) {
                report(names.get(i), figures.get(i), lines);
            }
        } catch (IOException e) {
            throw BenchException.failed("ui", e);
        }
    }

    private ConsoleLoad load(Path project, Path scratch, String parts) throws IOException {
        return new ConsoleLoad(project, Files.createDirectory(scratch), options.perRun(), parts);
    }

    private static void report(String plant, ConsoleFigures of, Consumer<BenchLine> lines) {
        lines.accept(line(plant, "work-p95", "ms", of.workP95Millis(), BUDGET, 8));
        lines.accept(line(plant, "work-p99", "ms", of.workP99Millis(), "none", 0));
        lines.accept(line(plant, "work-max", "ms", of.workMaxMillis(), BUDGET, 50));
        lines.accept(line(plant, "gap-p95", "ms", of.gapP95Millis(), BUDGET, 20));
        lines.accept(line(plant, "drawing-cpu", "cores", of.drawingCores(), BUDGET, 0.25));
        lines.accept(line(plant, "process-cpu", "cores", of.processCores(), "none", 0));
        lines.accept(line(plant, "heap-after-gc", "MiB", of.heapAfterGcMiB(), BUDGET, 150));
        lines.accept(
                line(
                        plant,
                        "accepted",
                        "records/s",
                        of.acceptedPerSecond(),
                        "no window",
                        of.acceptedAlonePerSecond()));
        report(plant, of.uses(), lines);
    }

    private static void report(
            String plant, Map<String, PulseFigures> uses, Consumer<BenchLine> lines) {
        uses.forEach(
                (use, of) -> {
                    String name = plant + "-" + use;
                    lines.accept(line(name, "steps", "steps", of.steps(), "none", 0));
                    lines.accept(line(name, "work-p95", "ms", of.workP95Millis(), BUDGET, 8));
                    lines.accept(line(name, "work-max", "ms", of.workMaxMillis(), BUDGET, 50));
                    lines.accept(line(name, "gap-p95", "ms", of.gapP95Millis(), BUDGET, 20));
                });
    }

    private static BenchLine line(
            String plant,
            String figure,
            String unit,
            double value,
            String baseline,
            double beside) {
        return new BenchLine(
                "ui", plant + "-" + figure, unit, value, value, value, 1, baseline, beside);
    }
}
