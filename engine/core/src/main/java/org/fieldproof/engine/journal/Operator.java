package org.fieldproof.engine.journal;

/// Who acts through this process, as the audit trail names it: the user of the operating system,
/// and by what. Nobody logs in to a gateway.
///
/// @param by such as `console`, `command line`
public record Operator(String user, String by) {
    private static final String COMMAND_LINE = "command line";
    private static final String CONSOLE = "console";

    public Operator {
        if (user.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException(
                    "user, by: '" + user + "', '" + by + "' (expected: both)");
        }
    }

    /// The user of this process at the console.
    public static Operator atConsole() {
        return new Operator(osUser(), CONSOLE);
    }

    /// The user of this process at the command line.
    public static Operator atCommandLine() {
        return new Operator(osUser(), COMMAND_LINE);
    }

    private static String osUser() {
        String name = System.getProperty("user.name", "");
        return name.isBlank() ? "unknown user" : name;
    }

    /// The same user by what a drill names: one of several consoles, or the command line. What
    /// else starts and stops drills, such as the guard of a console that is silent, is no person.
    public String through(String other) {
        return other.startsWith(CONSOLE) || other.equals(COMMAND_LINE)
                ? new Operator(user, other).toString()
                : other;
    }

    @Override
    public String toString() {
        return user + " (" + by + ")";
    }
}
