package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.run.DrillRoom;
import org.fieldproof.engine.EngineException;
import org.fieldproof.engine.EngineParts;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.GatewayEngine;
import org.fieldproof.engine.alarm.AlarmBoard;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.data.DataDirectoryException;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.EventJournal;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.pki.InstallationAuthority;
import org.fieldproof.engine.pki.SigningKey;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.engine.secret.SecretStore;
import org.fieldproof.log.io.LogFiles;

/// Starts real gateways in the test's process.
final class TestGateways implements GatewayStarter {

    @Override
    public Running start(Path project, Path data) throws BenchException {
        Catalog catalog = Catalog.load(TestGateways.class.getClassLoader());
        return switch (ProjectReader.read(project, catalog)) {
            case ProjectRead.Refused(var problems) -> throw new BenchException(problems.getFirst());
            case ProjectRead.Ready ready -> {
                try {
                    yield started(ready, catalog, data);
                } catch (EngineException e) {
                    throw new BenchException(e.problem(), e);
                } catch (ConnectorException e) {
                    throw new BenchException(e.problem(), e);
                } catch (DataDirectoryException e) {
                    throw new BenchException(e.problem(), e);
                } catch (IOException e) {
                    throw new BenchException(
                            Problem.error("APP-0105", "data", e.toString(), "Look at it."), e);
                }
            }
        };
    }

    private static Running started(ProjectRead.Ready ready, Catalog catalog, Path root)
            throws IOException, ConnectorException, DataDirectoryException, EngineException {
        GatewayClock clock = GatewayClock.system();
        SecureRandom random = new SecureRandom();
        Redactor redactor = new Redactor();
        DataDirectory data = DataDirectory.open(root, clock);
        InstallationAuthority authority =
                InstallationAuthority.open(data.pki(), data.installationId(), clock, random);
        EventJournal events = EventJournal.open(data.journal(), clock, redactor);
        AuditTrail audit =
                AuditTrail.open(data.journal(), clock, redactor, Operator.atCommandLine());
        GatewayEngine engine =
                GatewayEngine.start(
                        new EngineParts(
                                ready.project(),
                                data,
                                catalog,
                                new DrillRoom(clock),
                                clock,
                                new SecretStore(data.secrets(), Map.of(), redactor),
                                authority,
                                SigningKey.open(data.identity(), random),
                                events,
                                audit,
                                new AlarmBoard(clock),
                                authority::certificateFingerprints,
                                Map.of(),
                                RandomGenerator.getDefault(),
                                LogFiles.nio(),
                                EngineSeams.none()));
        return new Running() {
            @Override
            public Gateway gateway() {
                return engine;
            }

            @Override
            public void stop(Duration limit) {
                engine.stop(limit);
                events.close();
                audit.close();
                data.close();
            }
        };
    }
}
