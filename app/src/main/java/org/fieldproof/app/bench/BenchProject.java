package org.fieldproof.app.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The projects that are measured: one plain listener on the loopback, and one table or none.
final class BenchProject {
    static final String LISTENER = "devices";

    /// Where simulated devices stand.
    private static final int HALLS = 20;

    static final String PASSWORD_SECRET = "bench-postgres";
    private static final String HEAD =
            """
            $schema: https://fieldproof.org/schema/project-1.json
            fieldproof: 1
            name: bench
            title: Bench
            limits: {intakeBytes: 64MiB, logBytes: 4GiB, segmentBytes: 64MiB}
            connections:
              - id: devices
                type: mqtt-listener
                title: Listener
                class: SIM
                host: 127.0.0.1
                port: 0
                allowAnonymous: true
            """;

    /// A memory queue that takes the whole burst: the way through the disk buffer is `drain`'s.
    private static final String LANE =
            """
                lane:
                  batchRecords: 5000
                  batchBytes: 4MiB
                  linger: 5ms
                  queue: 256MiB
                  buffer: 1GiB
                  whenFull: block
            """;

    private BenchProject() {}

    /// Everything is accepted, and nothing routed.
    static String ingest() {
        return project("nothing/#", h2());
    }

    static String toH2() {
        return project("bench/#", h2());
    }

    static String toPostgres(PostgresPlace place, String table) {
        String destination =
                "  - id: table\n"
                        + "    type: postgresql\n"
                        + "    title: Table\n"
                        + "    host: "
                        + quoted(place.host())
                        + "\n    port: "
                        + place.port()
                        + "\n    database: "
                        + quoted(place.database())
                        + "\n    user: "
                        + quoted(place.user())
                        + (place.password().isEmpty()
                                ? ""
                                : "\n    password: secret:" + PASSWORD_SECRET)
                        + "\n    table: "
                        + table
                        + "\n"
                        + LANE;
        return project("bench/#", destination);
    }

    /// To an MQTT endpoint on this machine, at QoS 1.
    static String toBroker(int port) {
        return project("bench/#", broker("upstream", port))
                .replace("to: [table]", "to: [upstream]");
    }

    /// To two of them.
    static String toBrokers(int port, int other) {
        return project("bench/#", broker("upstream", port) + broker("beside", other))
                .replace("to: [table]", "to: [upstream, beside]");
    }

    private static String broker(String id, int port) {
        return "  - id: "
                + id
                + "\n    type: mqtt\n"
                + "    title: Upstream\n"
                + "    host: 127.0.0.1\n"
                + "    port: "
                + port
                + "\n    version: \"3.1.1\"\n"
                + "    topic: \"{topic}\"\n"
                + "    qos: 1\n"
                + LANE;
    }

    /// Simulated devices of several halls that publish to a plain listener, all of it into an H2
    /// file.
    ///
    /// @param perDevice messages of one device a second
    /// @param values in each message
    static String simulated(int devices, int perDevice, int values) {
        StringBuilder fleet =
                new StringBuilder(
                        """
                          - id: plant
                            type: simulator
                            title: Plant
                            class: SIM
                            target: devices
                            tls: false
                            devices:
                        """);
        String fields =
                IntStream.range(0, values)
                        .mapToObj(i -> ",\"v" + i + "\":${walk(0,100,1)}")
                        .collect(Collectors.joining());
        for (int i = 1; i <= devices; i++) {
            fleet.append("      - {id: dev-").append(i);
            fleet.append(", topic: bench/hall-").append(i % HALLS + 1).append("/dev-").append(i);
            fleet.append(", ratePerSecond: ").append(perDevice);
            fleet.append(", jitterPercent: 10, payload: '{\"n\":${n}");
            fleet.append(fields).append("}'}\n");
        }
        String listener = "  - id: " + LISTENER + "\n";
        return project("bench/#", h2())
                .replace(listener, listener + "    location: bench/{2}\n")
                .replace("pipelines:\n", fleet + "pipelines:\n");
    }

    private static String h2() {
        return "  - id: table\n    type: h2\n    title: Table\n    table: readings\n" + LANE;
    }

    private static String project(String match, String destination) {
        return HEAD
                + "pipelines:\n  - {id: main, from: [devices], match: [\""
                + match
                + "\"], to: [table]}\ndestinations:\n"
                + destination;
    }

    /// As a YAML scalar in single quotes.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Parts of a draft, as a project would hold them: connections, as many destinations, and
    /// pipelines with three wires each.
    static String parts(int ends, int pipelines) {
        StringBuilder text = new StringBuilder("connections:\n");
        for (int i = 0; i < ends; i++) {
            text.append(
                    "  - {id: in-%d, type: mqtt-listener, host: 127.0.0.1, port: %d}\n"
                            .formatted(i, 20_000 + i));
        }
        text.append("pipelines:\n");
        for (int i = 0; i < pipelines; i++) {
            text.append(
                    "  - {id: way-%d, from: [in-%d, in-%d], match: [\"a/%d\"], to: [out-%d]}\n"
                            .formatted(i, i % ends, (i + 1) % ends, i, i % ends));
        }
        text.append("destinations:\n");
        for (int i = 0; i < ends; i++) {
            text.append("  - {id: out-%d, type: h2, table: t%d}\n".formatted(i, i));
        }
        return text.toString();
    }
}
