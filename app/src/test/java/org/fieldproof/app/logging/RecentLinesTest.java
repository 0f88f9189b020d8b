package org.fieldproof.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.fieldproof.engine.secret.Redactor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a secret that is cut in two is not known any more, and handed over.
final class RecentLinesTest {
    private final LoggerContext context = new LoggerContext();
    private final JsonEncoder encoder = new JsonEncoder();
    private final RecentLines lines = new RecentLines(encoder);

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        encoder.setContext(context);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.start();
        lines.setContext(context);
        lines.start();
    }

    @Test
    void aSecretFarOutInALineIsStillKnown() {
        Redactor redactor = new Redactor();
        redactor.remember("canary-that-is-stored".toCharArray());
        for (int before = 7_700; before < 8_000; before++) {
            log("x".repeat(before) + " canary-that-is-stored");
            assertThat(redactor.redact(lines.lines().getLast()))
                    .as("after %d", before)
                    .doesNotContain("canary");
        }
    }

    @Test
    void aLineThatIsTooLongIsLeftOutAndTheOldestGoFirst() {
        log("canary".repeat(RecentLines.LENGTH_MAX / 6));
        assertThat(lines.lines()).singleElement().asString().contains("leftOut", "characters");
        String long1 = "y".repeat(RecentLines.LENGTH_MAX - 1_000);
        for (int each = 0; each < 40; each++) {
            log(each + long1);
        }
        assertThat(lines.lines().stream().mapToInt(String::length).sum())
                .isBetween(RecentLines.TOTAL_MAX / 2, RecentLines.TOTAL_MAX);
        assertThat(lines.lines().getLast()).contains("39y");
        assertThat(lines.lines().getFirst()).doesNotContain("leftOut");
    }

    private void log(String message) {
        lines.doAppend(
                new LoggingEvent(
                        "x", context.getLogger("test"), Level.WARN, message, null, new Object[0]));
    }
}
