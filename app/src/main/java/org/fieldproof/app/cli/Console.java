package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.fieldproof.app.desktop.ConsoleApplication;

/// Starts the console, or says why there can be none here.
final class Console {
    private static final int OK = 0;
    private static final int FAULT = 1;

    private Console() {}

    static int open(Optional<Path> project) {
        boolean headless = "Headless".equals(System.getProperty("glass.platform"));
        if (!headless && isLinux() && !hasDisplay()) {
            System.err.println(
                    "APP-0106 console: There is no display here (DISPLAY and WAYLAND_DISPLAY are not"
                            + " set).\n    Use 'fieldproof run DIR' for the gateway without a window.");
            return FAULT;
        }
        ConsoleApplication.open(project);
        return OK;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    private static boolean hasDisplay() {
        return System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    }
}
