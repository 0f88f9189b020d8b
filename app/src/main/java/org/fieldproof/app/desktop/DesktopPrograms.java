package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;

/// Opens files with the desktop's own programs, through the command each desktop has for it. AWT
/// is left alone: starting it beside JavaFX costs time and breaks the native menu on macOS.
final class DesktopPrograms {
    private DesktopPrograms() {}

    static Outcome show(Path file) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String target = file.toAbsolutePath().toString();
        List<String> command =
                os.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", target)
                        : os.contains("mac")
                                ? List.of("open", target)
                                : List.of("xdg-open", target);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Outcome.Done("opened " + file.getFileName());
        } catch (IOException e) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0104",
                            "file " + file.getFileName(),
                            "No program could be started to show it (" + e.getMessage() + ").",
                            "Open it by hand: " + target));
        }
    }
}
