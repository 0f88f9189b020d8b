package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.time.GatewayClock;

/// A gateway under measurement, seen only through its snapshots.
final class BenchGateway implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 5_000_000;

    private final GatewayStarter.Running running;
    private final GatewayClock clock = GatewayClock.system();

    private BenchGateway(GatewayStarter.Running running) {
        this.running = running;
    }

    static BenchGateway start(GatewayStarter starter, Path scratch, String project)
            throws IOException, BenchException {
        return start(starter, scratch, project, "");
    }

    /// @param password of the database, kept where a gateway looks for secrets; empty for none
    static BenchGateway start(GatewayStarter starter, Path scratch, String project, String password)
            throws IOException, BenchException {
        Path folder = Files.createDirectory(scratch.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), project);
        Path data = scratch.resolve("data");
        if (!password.isEmpty()) {
            var owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectory(data, PosixFilePermissions.asFileAttribute(owner));
            Path secrets =
                    Files.createDirectory(
                            data.resolve("secrets"), PosixFilePermissions.asFileAttribute(owner));
            Path secret =
                    Files.createFile(
                            secrets.resolve(BenchProject.PASSWORD_SECRET),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, password);
        }
        BenchGateway gateway = of(starter.start(folder, data));
        try {
            gateway.await(START_LIMIT, BenchGateway::isUp, "the listener to be up");
            return gateway;
        } catch (BenchException e) {
            gateway.close();
            throw e;
        }
    }

    /// One that was started elsewhere, and is stopped with this.
    static BenchGateway of(GatewayStarter.Running running) {
        return new BenchGateway(running);
    }

    GatewaySnapshot snapshot() {
        return running.gateway().snapshot();
    }

    int listenerPort() {
        String endpoint = listener(running.gateway().snapshot()).endpoint();
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1).strip());
    }

    void awaitDelivered(long records, Duration limit) throws BenchException {
        await(limit, picture -> lane(picture).durableTotal() >= records, records + " rows");
    }

    @Override
    public void close() {
        running.stop(STOP_LIMIT);
    }

    void await(Duration limit, Predicate<GatewaySnapshot> reached, String what)
            throws BenchException {
        long start = clock.nanoTime();
        while (!reached.test(running.gateway().snapshot())) {
            if (clock.nanoTime() - start > limit.toNanos()) {
                throw new BenchException(
                        Problem.error(
                                "APP-0404",
                                "bench",
                                "Waited " + limit.toSeconds() + " s in vain for " + what + ".",
                                "Look at the gateway's messages above; run it on a quiet"
                                        + " machine."));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean isUp(GatewaySnapshot picture) {
        return picture.connections().stream()
                .anyMatch(
                        one ->
                                one.id().equals(BenchProject.LISTENER)
                                        && one.state() == ConnectorState.UP);
    }

    private static ConnectionSnapshot listener(GatewaySnapshot picture) {
        return picture.connections().stream()
                .filter(one -> one.id().equals(BenchProject.LISTENER))
                .findFirst()
                .orElseThrow();
    }

    private static LaneSnapshot lane(GatewaySnapshot picture) {
        return picture.lanes().getFirst();
    }
}
