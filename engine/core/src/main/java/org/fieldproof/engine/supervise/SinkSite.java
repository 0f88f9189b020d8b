package org.fieldproof.engine.supervise;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.engine.lane.SinkMaker;
import org.fieldproof.engine.telemetry.HeldMeters;

/// Makes the sinks of one destination, each with a worker of its own.
public final class SinkSite implements SinkMaker {
    private static final String CONNECT_TO = "connectTo";

    private final DestinationDefinition destination;
    private final SinkFactory factory;
    private final ConnectorSite site;
    private final HeldMeters meters = new HeldMeters();

    public SinkSite(DestinationDefinition destination, SinkFactory factory, ConnectorSite site) {
        this.destination = destination;
        this.factory = factory;
        this.site = site;
    }

    @Override
    public MadeSink make() throws ConnectorException {
        Host host = new Host(destination, site, meters);
        try {
            Sink sink = factory.create(host);
            // A reader of what arrived has a way of its own: the drill counts past the door.
            return new Made(
                    door(host).<Sink>map(door -> new DoorSink(sink, door, host)).orElse(sink),
                    host);
        } catch (ConnectorException | RuntimeException | LinkageError e) {
            host.worker.release();
            throw e;
        }
    }

    private Optional<StoreDoor> door(Host host) {
        return factory.inProcess() ? site.links().door(host.id()) : Optional.empty();
    }

    /// A reader of what really arrived, with a worker of its own.
    public Optional<ReadBack> readBack() throws ConnectorException {
        // What a reader counts is not of the line.
        return factory.readBack(new Host(destination, site, new HeldMeters()));
    }

    /// What its sinks count, whichever of them runs now.
    public List<MeterSnapshot> meters() {
        return meters.look();
    }

    /// Where it dials, in words: what the configuration names, or where the connector listens
    /// that it is to connect to, or else what kind of store it is.
    public String endpoint() {
        Config config = destination.config();
        for (Endpoint endpoint : factory.endpoints(config)) {
            return endpoint.toString();
        }
        if (factory.schema().field(CONNECT_TO).isPresent() && config.has(CONNECT_TO)) {
            Endpoint listening = site.endpoints().find(config.text(CONNECT_TO));
            return listening == null ? config.text(CONNECT_TO) : listening.toString();
        }
        return factory.title();
    }

    private record Made(Sink sink, Host host) implements MadeSink {
        @Override
        public void release() {
            host.worker.release();
        }

        @Override
        public boolean isFinished() {
            return host.worker.isFinished();
        }
    }

    private static final class Host extends HostedConnector implements SinkHost {
        private final SinkWorker worker;

        Host(DestinationDefinition destination, ConnectorSite site, HeldMeters meters) {
            super(
                    destination.id(),
                    "destination " + destination.id(),
                    destination.config(),
                    site,
                    meters,
                    why -> tell(site, why));
            this.worker =
                    new SinkWorker(
                            "fp-sink-" + destination.id(), failure -> tell(site, failed(failure)));
        }

        private Problem failed(Throwable failure) {
            return Problem.error(
                    "APP-0313",
                    object(),
                    "Its worker met an unexpected failure: " + failure + ".",
                    "The lane tries again by itself; if it stays, report it with the log.");
        }

        private static void tell(ConnectorSite site, Problem why) {
            site.events().error(why.code(), why.object(), why.message() + " " + why.remedy());
        }

        @Override
        public Executor worker() {
            return worker;
        }
    }
}
