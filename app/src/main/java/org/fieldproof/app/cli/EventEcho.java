package org.fieldproof.app.cli;

import java.util.Map;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes the gateway's events to the log, as JSON lines on stderr: what a console shows in its
/// journal, a person without a window must find there. Owned by the command's thread.
final class EventEcho {
    private static final Logger LOG = LoggerFactory.getLogger("org.fieldproof.events");
    private static final int PAGE_MAX = 500;

    /// Of one call: events may come as fast as they are written.
    private static final int PAGES_MAX = 20;

    private long nextSeq = 1;

    /// Writes what has happened since the last call.
    void echo(Gateway gateway) {
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            if (echoPage(gateway.events(nextSeq, PAGE_MAX)) < PAGE_MAX) {
                return;
            }
        }
    }

    private int echoPage(EventPage page) {
        if (nextSeq > 1 && page.firstKept() > nextSeq) {
            LOG.warn("events {} to {} were let go of unseen", nextSeq, page.firstKept() - 1);
        }
        for (GatewayEvent event : page.events()) {
            LoggingEventBuilder line =
                    switch (event.level()) {
                        case INFO, AUDIT -> LOG.atInfo();
                        case WARNING -> LOG.atWarn();
                        case ERROR -> LOG.atError();
                    };
            for (Map.Entry<String, String> each : event.detail().entrySet()) {
                line = line.addKeyValue(each.getKey(), each.getValue());
            }
            line.addKeyValue("seq", event.seq())
                    .addKeyValue("code", event.code())
                    .addKeyValue("object", event.object())
                    .log(event.code() + " " + event.object() + ": " + event.message());
            nextSeq = event.seq() + 1;
        }
        return page.events().size();
    }
}
