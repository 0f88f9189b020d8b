package org.fieldproof.app.bench;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.fieldproof.api.time.GatewayClock;

/// `deliver`: publishers at QoS 1 into our listener, through the log, into a table; until the
/// last row is durable there. The baseline is the floor (see [FloorEndpoint]) with the
/// database's own bulk load behind it, under the same load.
///
/// The end is read from the gateway's picture, which is renewed five times a second: our figure
/// may be that much too low.
final class DeliverBench {
    private static final Duration DELIVERY_LIMIT = Duration.ofMinutes(5);
    private static final String OUR_TABLE = "fieldproof_bench";
    private static final String FLOOR_TABLE = "fieldproof_bench_floor";

    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();

    DeliverBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        lines.accept(
                Pair.measure(
                        "deliver",
                        "mqtt-to-h2",
                        "records/s",
                        options.runs(),
                        () -> ours(Optional.empty()),
                        "raw",
                        () -> floor(Optional.empty())));
        if (options.postgresUrl().isEmpty()) {
            return;
        }
        Optional<PostgresPlace> place = Optional.of(PostgresPlace.of(options.postgresUrl().get()));
        lines.accept(
                Pair.measure(
                        "deliver",
                        "mqtt-to-postgresql",
                        "records/s",
                        options.runs(),
                        () -> ours(place),
                        "raw",
                        () -> floor(place)));
    }

    private double ours(Optional<PostgresPlace> place) throws Exception {
        if (place.isPresent()) {
            drop(place.get(), OUR_TABLE);
        }
        String project =
                place.isPresent()
                        ? BenchProject.toPostgres(place.get(), OUR_TABLE)
                        : BenchProject.toH2();
        String password = place.map(PostgresPlace::password).orElse("");
        try (Scratch scratch = Scratch.in(options.directory());
                BenchGateway gateway =
                        BenchGateway.start(options.starter(), scratch.path(), project, password)) {
            MqttLoad load = new MqttLoad(gateway.listenerPort(), options.records());
            long start = clock.nanoTime();
            load.run();
            gateway.awaitDelivered(load.records(), DELIVERY_LIMIT);
            return load.records() * 1e9 / (clock.nanoTime() - start);
        } finally {
            if (place.isPresent()) {
                drop(place.get(), OUR_TABLE);
            }
        }
    }

    private double floor(Optional<PostgresPlace> place) throws Exception {
        if (place.isPresent()) {
            drop(place.get(), FLOOR_TABLE);
        }
        try (Scratch scratch = Scratch.in(options.directory())) {
            FloorStore store =
                    place.isPresent()
                            ? FloorStores.postgres(place.get(), FLOOR_TABLE)
                            : FloorStores.h2(scratch.path().resolve("floor"));
            try (FloorEndpoint floor =
                    FloorEndpoint.start(scratch.path().resolve("floor.log"), store)) {
                MqttLoad load = new MqttLoad(floor.port(), options.records());
                long start = clock.nanoTime();
                load.run();
                while (floor.stored() < load.records()) {
                    floor.failIfFailed();
                    LockSupport.parkNanos(500_000);
                }
                return load.records() * 1e9 / (clock.nanoTime() - start);
            }
        }
    }

    private static void drop(PostgresPlace place, String table) throws Exception {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table);
        }
    }
}
