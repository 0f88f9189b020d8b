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
    /// @param redactor knows the secrets of the gateways of this process
    public static String of(Throwable failure, String where, Redactor redactor) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return redactor.redact(
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
