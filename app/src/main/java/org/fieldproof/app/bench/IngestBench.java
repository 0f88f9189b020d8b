package org.fieldproof.app.bench;

import java.nio.file.Path;
import java.util.function.Consumer;

/// `ingest`: publishers at QoS 1 into our listener, acknowledged after the log's sync; until the
/// last acknowledgement. The baseline is the floor (see [FloorEndpoint]) under the same load.
final class IngestBench {
    private final BenchOptions options;

    IngestBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        lines.accept(
                Pair.measure(
                        "ingest",
                        "mqtt-qos1-durable",
                        "records/s",
                        options.runs(),
                        this::ours,
                        "raw",
                        this::floor));
    }

    private double ours() throws Exception {
        try (Scratch scratch = Scratch.in(options.directory());
                BenchGateway gateway =
                        BenchGateway.start(
                                options.starter(), scratch.path(), BenchProject.ingest())) {
            MqttLoad load = new MqttLoad(gateway.listenerPort(), options.records());
            return load.records() * 1e9 / load.run();
        }
    }

    private double floor() throws Exception {
        try (Scratch scratch = Scratch.in(options.directory())) {
            Path log = scratch.path().resolve("floor.log");
            try (FloorEndpoint floor = FloorEndpoint.start(log, FloorStore.none())) {
                MqttLoad load = new MqttLoad(floor.port(), options.records());
                long nanos = load.run();
                floor.failIfFailed();
                return load.records() * 1e9 / nanos;
            }
        }
    }
}
