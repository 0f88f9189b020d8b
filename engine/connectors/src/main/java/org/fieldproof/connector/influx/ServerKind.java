package org.fieldproof.connector.influx;

import java.time.Duration;
import java.util.Locale;

/// Which server answers, and how long its answer is not yet durability (guarantees, table of
/// hold times).
enum ServerKind {
    INFLUXDB_1(8086, Duration.ofSeconds(10), true),
    INFLUXDB_2(8086, Duration.ofSeconds(10), true),
    /// Answers from memory and writes to disk in the background; stores milliseconds and no
    /// texts.
    VICTORIAMETRICS(8428, Duration.ofSeconds(60), false);

    private final int port;
    private final Duration hold;
    private final boolean texts;

    ServerKind(int port, Duration hold, boolean texts) {
        this.port = port;
        this.hold = hold;
        this.texts = texts;
    }

    /// As projects write it, such as `influxdb-1`.
    static ServerKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    int port() {
        return port;
    }

    Duration hold() {
        return hold;
    }

    boolean texts() {
        return texts;
    }
}
