package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.journal.ActNotes;
import org.fieldproof.engine.journal.Operator;

/// An act of the command line that belongs into the audit trail of a data directory, whether a
/// gateway runs there or not.
final class Noted {
    private Noted() {}

    /// Leaves a note of what has been done. That it cannot be left is told, and undoes nothing.
    ///
    /// @param root where no data directory is, there is no trail either
    /// @param category `configuration` or `access`
    static void act(Path root, String category, String act, Printer printer) {
        if (DataDirectory.installationOf(root).isEmpty()) {
            return;
        }
        try {
            ActNotes.leave(
                    root.resolve("journal"),
                    GatewayClock.system(),
                    Operator.atCommandLine(),
                    category,
                    act,
                    "done");
        } catch (IOException e) {
            printer.note("DATA-0303 '" + act + "' is in no audit trail: " + e.getMessage());
        }
    }
}
