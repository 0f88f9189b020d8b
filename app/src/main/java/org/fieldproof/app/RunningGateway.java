package org.fieldproof.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.GatewayEngine;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.doctor.DeviceTags;
import org.fieldproof.engine.journal.ActNotes;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.EventJournal;
import org.fieldproof.engine.secret.SecretKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gateway that was started, with what must be let go of after it. Any thread may stop it; the
/// second stop does nothing.
public final class RunningGateway {
    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);

    private final GatewayEngine engine;
    private final DataDirectory data;

    private final EventJournal events;
    private final AuditTrail audit;
    private final SecretKeeper secrets;
    private final AtomicBoolean stopped = new AtomicBoolean();

    RunningGateway(
            GatewayEngine engine,
            DataDirectory data,
            EventJournal events,
            AuditTrail audit,
            SecretKeeper secrets) {
        this.engine = engine;
        this.data = data;
        this.events = events;
        this.audit = audit;
        this.secrets = secrets;
    }

    public Gateway gateway() {
        return engine;
    }

    /// Dials the device of a connection, as [GatewayEngine#look] says.
    public DeviceLook look(ConnectorDefinition connection) throws ConnectorException {
        return engine.look(connection);
    }

    /// Asks how an address is to be read, as [GatewayEngine#ways] says.
    public ReadingFinder.Found ways(
            ConnectorDefinition connection, String address, BigDecimal shown)
            throws ConnectorException {
        return engine.ways(connection, address, shown);
    }

    /// Asks for tags, as [GatewayEngine#tags] says.
    public DeviceTags.Seen tags(ConnectorDefinition connection, TagTable tags, Duration limit)
            throws ConnectorException {
        return engine.tags(connection, tags, limit);
    }

    /// Where the secrets that it resolves are stored and moved.
    public SecretKeeper secrets() {
        return secrets;
    }

    /// Puts an act of this process's operator into the audit trail. One that is done when the
    /// gateway has stopped is left for the next one.
    ///
    /// @param category `configuration` or `access`
    public void acted(String category, String act, String result) {
        if (!stopped.get()) {
            audit.append(category, act, result);
            return;
        }
        try {
            ActNotes.leave(
                    data.journal(), GatewayClock.system(), audit.operator(), category, act, result);
        } catch (IOException e) {
            LOG.error("DATA-0303 {} is in no audit trail: {}", act, e.getMessage());
        }
    }

    public Path dataDirectory() {
        return data.root();
    }

    /// Ends intake and settles what is under way, see [GatewayEngine#settle]; then only [#stop] is
    /// left to do.
    public Optional<Problem> settle(Set<String> leaving, Duration limit) {
        return engine.settle(leaving, limit);
    }

    /// Seq of the newest durable record.
    public long durableSeq() {
        return engine.durableSeq();
    }

    /// Stops the gateway and gives the data directory back. Everything accepted stays in it.
    public void stop(Duration limit) {
        if (stopped.compareAndSet(false, true)) {
            engine.stop(limit);
            audit.close();
            engine.dropWrittenNotes();
            events.close();
            data.close();
        }
    }
}
