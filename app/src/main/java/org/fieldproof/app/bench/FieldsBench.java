package org.fieldproof.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.time.GatewayClock;

/// `fields`: OPC UA, Modbus and S7 at once, each as a real device would be asked: what of the
/// processor the gateway takes, and whether every value comes. The simulators run in a process of
/// their own. Beside what is promised: 60 % of two cores, and the values that were asked for.
///
/// `accepted` ends with the log, `stored` with the rows of an H2 file.
final class FieldsBench {
    private static final int ITEMS_MAX = 10_000;
    private static final double CORES_PROMISED = 1.2;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(15);
    private static final int WARM_UP_RUNS = 10;
    private static final long LOOK_NANOS = 5_000_000;

    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();

    FieldsBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        int items = Math.min(ITEMS_MAX, options.records());
        try (Scratch scratch = Scratch.in(options.directory());
                FieldsPlant plant = FieldsPlant.start(scratch.path(), items)) {
            measure(plant, scratch, false, lines);
            measure(plant, scratch, true, lines);
        } catch (IOException e) {
            throw BenchException.failed("fields", e);
        }
    }

    private void measure(
            FieldsPlant plant, Scratch scratch, boolean stored, Consumer<BenchLine> lines)
            throws IOException, BenchException {
        String name = stored ? "stored" : "accepted";
        Path place = Files.createDirectory(scratch.path().resolve(name));
        Path project = Files.createDirectory(place.resolve("project"));
        plant.writeGateway(project, stored);
        Path data = sameInstallation(plant.data(), place.resolve("data"));
        ToLongFunction<GatewaySnapshot> values =
                stored
                        ? picture -> picture.lanes().getFirst().durableTotal()
                        : picture -> picture.log().acceptedTotal();
        double[] cores = new double[options.runs()];
        double[] perSecond = new double[options.runs()];
        try (BenchGateway gateway = BenchGateway.of(options.starter().start(project, data))) {
            gateway.await(LIMIT, FieldsBench::allUp, "all three connections to be up");
            gateway.await(
                    LIMIT,
                    picture -> values.applyAsLong(picture) >= plant.valuesPerSecond(),
                    "the first values of all");
            Duration warmUp = options.perRun().multipliedBy(WARM_UP_RUNS);
            pass(warmUp.compareTo(WARM_UP_MAX) < 0 ? warmUp : WARM_UP_MAX);
            for (int run = 0; run < options.runs(); run++) {
                long cpu = cpuNanos();
                long before = values.applyAsLong(gateway.snapshot());
                long start = clock.nanoTime();
                pass(options.perRun());
                double nanos = clock.nanoTime() - start;
                cores[run] = (cpuNanos() - cpu) / nanos;
                perSecond[run] = (values.applyAsLong(gateway.snapshot()) - before) * 1e9 / nanos;
            }
        }
        lines.accept(line(name + "-cpu", "cores", cores, "promise", CORES_PROMISED));
        lines.accept(line(name, "values/s", perSecond, "asked", plant.valuesPerSecond()));
    }

    private BenchLine line(
            String name, String unit, double[] runs, String baseline, double baselineMedian) {
        Arrays.sort(runs);
        return new BenchLine(
                "fields",
                name,
                unit,
                Pair.median(runs),
                runs[0],
                runs[runs.length - 1],
                runs.length,
                baseline,
                baselineMedian);
    }

    private static boolean allUp(GatewaySnapshot picture) {
        return picture.connections().size() == FieldsPlant.CONNECTIONS.size()
                && picture.connections().stream().allMatch(one -> one.state() == ConnectorState.UP);
    }

    private void pass(Duration time) {
        long start = clock.nanoTime();
        while (clock.nanoTime() - start < time.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// Of this process: the simulators are not in it.
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /// A data directory of the simulators' installation, so that the OPC UA line can be signed and
    /// encrypted as in a plant.
    private static Path sameInstallation(Path simulators, Path data) throws IOException {
        Files.createDirectory(
                data,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String part : List.of("installation.json", "pki")) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(simulators.resolve(part))) {
                all = walk.toList();
            }
            for (Path from : all) {
                Files.copy(
                        from,
                        data.resolve(simulators.relativize(from).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return data;
    }
}
