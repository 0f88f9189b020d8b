package org.fieldproof.app;

import org.fieldproof.app.cli.FieldproofCommand;

/// The program's entry. `fieldproof` alone opens the console; see [FieldproofCommand] for the
/// rest.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Libraries leave threads behind that would keep the process alive; everything of ours has
        // been stopped in order by the time a command returns.
        System.exit(FieldproofCommand.execute(args));
    }
}
