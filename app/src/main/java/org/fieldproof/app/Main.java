package org.fieldproof.app;

import java.util.Locale;
import org.fieldproof.app.cli.FieldproofCommand;

/// The program's entry. `fieldproof` alone opens the console; see [FieldproofCommand] for the
/// rest.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // What is said beside the console's own texts is English: so are its digits, whatever the
        // system speaks.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ENGLISH);
        // Libraries leave threads behind that would keep the process alive; everything of ours has
        // been stopped in order by the time a command returns.
        System.exit(FieldproofCommand.execute(args));
    }
}
