package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fieldproof.app.desktop.TourAlbum;
import org.fieldproof.app.desktop.TourApplication;
import org.fieldproof.app.desktop.TourPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `fieldproof tour --out DIR`: drives the real console, with the real sample, through every
/// perspective.
@Command(
        name = "tour",
        description = "Drives the console through every perspective, in each theme, to PNG files.",
        mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
    private Path out = Path.of("tour");

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Language of the console, such as en or de (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(
            names = "--scale",
            paramLabel = "PERCENT",
            description = "Scale of the console, 80 to 200 (default: ${DEFAULT-VALUE}).")
    private int scalePercent = 100;

    @Option(names = "--json", description = "The lines of tour.json on stdout as well.")
    private boolean json;

    @Option(
            names = "--strict",
            description = "Ends with 1 if any picture has cut, overlapping or pale text.")
    private boolean strict;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        TourPlan plan =
                FieldproofCommand.of(
                        Objects.requireNonNull(spec),
                        () ->
                                new TourPlan(
                                        out.toAbsolutePath(),
                                        Locale.forLanguageTag(language),
                                        scalePercent / 100.0));
        // Drawn without a display, so that it looks the same wherever it runs.
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        TourApplication.Result result = TourApplication.run(plan);
        Printer printer = Printer.standard(json);
        if (json) {
            result.frames().forEach(printer::object);
        }
        if (!result.failure().isEmpty()) {
            printer.note("APP-0107 tour: " + result.failure());
            return 1;
        }
        List<TourAlbum.Frame> flawed =
                result.frames().stream().filter(TourAlbum.Frame::flawed).toList();
        printer.note(
                result.frames().size()
                        + " pictures in "
                        + out
                        + "; "
                        + flawed.size()
                        + " with cut or overlapping text or too little contrast, see tour.json");
        return strict && !flawed.isEmpty() ? 1 : 0;
    }
}
