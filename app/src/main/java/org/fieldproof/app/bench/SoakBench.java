package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.fieldproof.api.project.Problem;

/// `soak`: the sample with its console, drawn without a display, for as long as `--for` says, all
/// perspectives in turns. What the process holds at the end of each twelfth is looked at after a
/// full collection; the last look stands beside the first, so a ratio over one is growth. Devices,
/// gateway and console share the process. Time travel keeps up to an hour, so the heap may grow by
/// what that takes until then.
final class SoakBench {
    private static final String SAMPLE = "field-demo";
    private static final int LOOKS = 12;

    private final BenchOptions options;

    SoakBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        Path sample =
                options.console()
                        .sample(SAMPLE)
                        .orElseThrow(
                                () ->
                                        new BenchException(
                                                Problem.error(
                                                        "APP-0406",
                                                        "bench soak",
                                                        "The sample " + SAMPLE + " is not there.",
                                                        "Run the bench from the distribution.")));
        try (Scratch scratch = Scratch.in(options.directory())) {
            List<SoakLook> looks =
                    options.console()
                            .soak(sample, scratch.path(), options.perRun().dividedBy(LOOKS), LOOKS);
            lines.accept(line("heap-after-gc", "MiB", looks, SoakLook::heapMiB));
            lines.accept(line("threads", "threads", looks, SoakLook::threads));
            lines.accept(line("open-files", "files", looks, SoakLook::openFiles));
            lines.accept(line("accepted", "records", looks, SoakLook::acceptedTotal));
        } catch (IOException e) {
            throw BenchException.failed("soak", e);
        }
    }

    private static BenchLine line(
            String figure, String unit, List<SoakLook> looks, ToDoubleFunction<SoakLook> of) {
        return new BenchLine(
                "soak",
                figure,
                unit,
                of.applyAsDouble(looks.getLast()),
                looks.stream().mapToDouble(of).min().orElseThrow(),
                looks.stream().mapToDouble(of).max().orElseThrow(),
                looks.size(),
                "the first look",
                of.applyAsDouble(looks.getFirst()));
    }
}
