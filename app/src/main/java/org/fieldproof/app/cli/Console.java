package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.fieldproof.app.desktop.ConsoleApplication;

/// Starts the console, or says why there can be none here.
final class Console {
    private static final int OK = 0;
    private static final int FAULT = 1;

    private Console() {}

    /// @param asked a project, or a file that belongs to the console
    /// @param own whether a window of its own, though a console may be open
    static int open(Optional<Path> asked, boolean own) {
        boolean headless = "Headless".equals(System.getProperty("glass.platform"));
        if (!headless && isLinux() && !hasDisplay()) {
            System.err.println(
                    "APP-0106 console: There is no display here (DISPLAY and WAYLAND_DISPLAY are not"
                            + " set).\n    Use 'fieldproof run DIR' for the gateway without a window.");
            return FAULT;
        }
        if (!ConsoleApplication.open(asked, own)) {
            System.err.println(
                    "console: The one that is open has been asked. Another: open --new.");
        }
        return OK;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    private static boolean hasDisplay() {
        return System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    }
}
