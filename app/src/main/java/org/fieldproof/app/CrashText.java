package org.fieldproof.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.fieldproof.engine.secret.Redactor;

/// What a crash report says: versions, where it happened, and the trace. Secrets that a message
/// may carry are masked. Stateless.
public final class CrashText {
    private CrashText() {}

    /// The text of a report.
    ///
    /// @param where the command or thread
    public static String of(Throwable failure, String where) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return new Redactor()
                .redact(
                        "fieldproof "
                                + Versions.product()
                                + ", JDK "
                                + Runtime.version()
                                + ", "
                                + System.getProperty("os.name")
                                + "\n"
                                + where
                                + "\n\n"
                                + trace);
    }
}
