package org.fieldproof.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Configures Logback in code: found by Logback's own service lookup, and a tenth of a second
/// faster than an XML file. Third-party libraries log from WARN on; ours from the level in
/// `fieldproof.log.level` (default WARN: what matters to people is in the event journal).
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class JsonLinesConfigurator extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.start();

        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();

        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        RecentLines recent = new RecentLines(encoder);
        recent.setContext(context);
        recent.start();
        root.addAppender(recent);
        context.getLogger("org.fieldproof")
                .setLevel(Level.toLevel(System.getProperty("fieldproof.log.level"), Level.WARN));
        // Says at WARN what the lanes already report with object, cause and remedy.
        context.getLogger("com.hivemq").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        // It writes a stack trace for each refused certificate and each lost line, which we tell
        // ourselves, in words.
        context.getLogger("org.eclipse.milo").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
