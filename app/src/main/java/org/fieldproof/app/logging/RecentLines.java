package org.fieldproof.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the newest lines of the log in memory, for a support bundle: nobody has a terminal behind
/// a console. Any thread; guarded by this.
public final class RecentLines extends AppenderBase<ILoggingEvent> {
    static final int KEPT_MAX = 2_000;

    /// A longer line is left out as a whole. It is not cut: half a secret is not known any more.
    static final int LENGTH_MAX = 256 << 10;

    /// All lines together; the oldest go first.
    static final int TOTAL_MAX = 4 << 20;

    private static final String NAME = "recent";

    private final JsonEncoder encoder;
    private final ArrayDeque<String> kept = new ArrayDeque<>();
    private int total;

    /// @param encoder has been started
    RecentLines(JsonEncoder encoder) {
        this.encoder = encoder;
        setName(NAME);
    }

    /// The lines of this process, oldest first; none where something else configures the log.
    public static List<String> ofThisProcess() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                        && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME)
                                instanceof RecentLines lines
                ? lines.lines()
                : List.of();
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8).strip();
        if (line.length() > LENGTH_MAX) {
            line = "{\"leftOut\":\"a line of " + line.length() + " characters\"}";
        }
        kept.addLast(line);
        total += line.length();
        while (kept.size() > KEPT_MAX || total > TOTAL_MAX) {
            total -= kept.removeFirst().length();
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(kept);
    }
}
