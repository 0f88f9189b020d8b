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
    private static final int LENGTH_MAX = 8_000;
    private static final String NAME = "recent";

    private final JsonEncoder encoder;
    private final ArrayDeque<String> kept = new ArrayDeque<>();

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
        kept.addLast(line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) : line);
        if (kept.size() > KEPT_MAX) {
            kept.removeFirst();
        }
    }

    private synchronized List<String> lines() {
        return List.copyOf(kept);
    }
}
