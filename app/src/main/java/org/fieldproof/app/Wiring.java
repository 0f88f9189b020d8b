package org.fieldproof.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.run.DrillRoom;
import org.fieldproof.engine.EngineException;
import org.fieldproof.engine.EngineParts;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.GatewayEngine;
import org.fieldproof.engine.alarm.AlarmBoard;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.data.DataDirectoryException;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.doctor.DeviceTags;
import org.fieldproof.engine.doctor.DeviceWays;
import org.fieldproof.engine.doctor.DoctorRoom;
import org.fieldproof.engine.doctor.ExaminedPlace;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.EventJournal;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.pki.InstallationAuthority;
import org.fieldproof.engine.pki.SigningKey;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.fieldproof.engine.secret.Keychain;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.engine.secret.SecretKeeper;
import org.fieldproof.engine.secret.SecretStore;
import org.fieldproof.engine.secret.SecretToolKeychain;
import org.fieldproof.log.io.LogFiles;

/// Builds the graph of objects, top-down, with constructors. Reading this class tells what a
/// gateway is made of.
public final class Wiring {
    private Wiring() {}

    /// The connectors on the class path, ours and strangers'.
    public static Catalog catalog() {
        return Catalog.load(Wiring.class.getClassLoader());
    }

    /// Reads and checks a project; starts nothing. A change of its files that a crash has cut
    /// short is finished first.
    public static ProjectRead readProject(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        try {
            new ProjectWriter().recover(folder);
        } catch (IOException e) {
            return new ProjectRead.Refused(
                    List.of(
                            Problem.error(
                                    "PROJ-0410",
                                    "project " + folder,
                                    "A change of its files was cut short and cannot be finished: "
                                            + e.getMessage()
                                            + ".",
                                    "Check space and permissions of the folder, then open it"
                                            + " again.")));
        }
        return ProjectReader.read(folder, catalog());
    }

    /// Where a project's data goes.
    ///
    /// @param chosen what the user named, if anything
    public static Path dataDirectoryOf(ProjectDefinition project, Optional<Path> chosen) {
        return chosen.map(Path::toAbsolutePath)
                .orElseGet(() -> DataDirectory.defaultFor(project.name()));
    }

    /// Starts a gateway.
    ///
    /// @param chosenData the data directory the user named, if any
    /// @param seams faults planted on purpose; none in a real gateway
    /// @param redactor is told each secret that the gateway resolves
    /// @param operator whose acts its audit trail holds
    public static Start start(
            ProjectDefinition project,
            Optional<Path> chosenData,
            EngineSeams seams,
            Redactor redactor,
            Operator operator) {
        GatewayClock clock = GatewayClock.system();
        DataDirectory data;
        try {
            data = DataDirectory.open(dataDirectoryOf(project, chosenData), clock);
        } catch (DataDirectoryException e) {
            return new Start.Refused(e.problem());
        }
        try {
            return new Start.Running(build(project, data, clock, seams, redactor, operator));
        } catch (ConnectorException e) {
            data.close();
            return new Start.Refused(e.problem());
        } catch (EngineException e) {
            data.close();
            return new Start.Refused(e.problem());
        } catch (IOException e) {
            data.close();
            return new Start.Refused(unusable(data.root(), e));
        }
    }

    private static RunningGateway build(
            ProjectDefinition project,
            DataDirectory data,
            GatewayClock clock,
            EngineSeams seams,
            Redactor redactor,
            Operator operator)
            throws ConnectorException, EngineException, IOException {
        SecureRandom random = new SecureRandom();
        InstallationAuthority authority =
                InstallationAuthority.open(data.pki(), data.installationId(), clock, random);
        SigningKey signer = SigningKey.open(data.identity(), random);
        SecretStore secrets = secrets(data.root(), redactor);
        EventJournal events = EventJournal.open(data.journal(), clock, redactor);
        AuditTrail audit = AuditTrail.open(data.journal(), clock, redactor, operator);
        EngineParts parts =
                new EngineParts(
                        project,
                        data,
                        catalog(),
                        new DrillRoom(clock),
                        clock,
                        secrets,
                        authority,
                        signer,
                        events,
                        audit,
                        new AlarmBoard(clock),
                        authority::certificateFingerprints,
                        Versions.all(),
                        RandomGenerator.getDefault(),
                        LogFiles.nio(),
                        seams);
        try {
            return new RunningGateway(
                    GatewayEngine.start(parts), data, events, audit, secrets.keeper());
        } catch (EngineException e) {
            events.close();
            audit.close();
            throw e;
        }
    }

    /// Makes a client certificate in a data directory, which may be in use: it only adds files.
    public static InstallationAuthority.ClientFiles clientCertificate(Path root, String name)
            throws ConnectorException {
        GatewayClock clock = GatewayClock.system();
        SecureRandom random = new SecureRandom();
        if (Files.exists(root.resolve("pki").resolve("ca.crt"))) {
            // The authority is there already, so the id that would name a new one is not looked at.
            return InstallationAuthority.open(root.resolve("pki"), new UUID(0, 0), clock, random)
                    .exportClient(name);
        }
        try (DataDirectory data = DataDirectory.open(root, clock)) {
            return InstallationAuthority.open(data.pki(), data.installationId(), clock, random)
                    .exportClient(name);
        } catch (DataDirectoryException e) {
            throw new ConnectorException(e.problem(), e);
        }
    }

    /// The secrets of a data directory, which may be in use.
    private static SecretStore secrets(Path root, Redactor redactor) {
        Keychain keychain =
                SecretToolKeychain.ofSystem(
                        System.getenv(),
                        System.getProperty("os.name", ""),
                        DataDirectory.installationOf(root));
        return new SecretStore(root.resolve("secrets"), System.getenv(), redactor, keychain);
    }

    /// Where the secrets of a data directory are stored and moved, which may be in use; it is made
    /// where it is missing.
    public static SecretKeeper secretKeeper(Path root, Redactor redactor)
            throws ConnectorException {
        if (DataDirectory.installationOf(root).isEmpty()) {
            try (DataDirectory data = DataDirectory.open(root)) {
                return secrets(data.root(), redactor).keeper();
            } catch (DataDirectoryException e) {
                throw new ConnectorException(e.problem(), e);
            }
        }
        return secrets(root, redactor).keeper();
    }

    /// A room for examinations beside whatever uses the data directory, which may be in use: only
    /// files are added. Nothing of the project runs.
    ///
    /// @param redactor is told each secret that an examination resolves
    public static DoctorRoom doctors(
            ProjectDefinition project, Optional<Path> chosenData, Redactor redactor)
            throws ConnectorException {
        Path root = dataDirectoryOf(project, chosenData);
        return new DoctorRoom(project, catalog(), beside(root, project.directory(), redactor));
    }

    /// A look into the device behind one connection, beside whatever uses the data directory.
    ///
    /// @param root the data directory, which may be in use: only files are added
    /// @param folder of the project
    /// @param redactor is told each secret that the look resolves
    public static DeviceLook look(
            Path root, Path folder, ConnectorDefinition connection, Redactor redactor)
            throws ConnectorException {
        return DeviceLook.open(connection, catalog(), beside(root, folder, redactor));
    }

    /// How what lies at an address of a connection's device is to be read; beside as [#look].
    public static ReadingFinder.Found ways(
            Path root,
            Path folder,
            ConnectorDefinition connection,
            Redactor redactor,
            String address,
            BigDecimal shown)
            throws ConnectorException {
        return DeviceWays.find(
                connection, catalog(), beside(root, folder, redactor), address, shown);
    }

    /// What the device of a connection says of tags that are not the connection's yet; beside as
    /// [#look].
    public static DeviceTags.Seen tags(
            Path root,
            Path folder,
            ConnectorDefinition connection,
            Redactor redactor,
            TagTable tags,
            Duration limit)
            throws ConnectorException {
        return DeviceTags.look(connection, tags, catalog(), beside(root, folder, redactor), limit);
    }

    private static ExaminedPlace beside(Path root, Path folder, Redactor redactor)
            throws ConnectorException {
        GatewayClock clock = GatewayClock.system();
        SecureRandom random = new SecureRandom();
        if (!Files.exists(root.resolve("pki").resolve("ca.crt"))) {
            try (DataDirectory data = DataDirectory.open(root, clock)) {
                InstallationAuthority.open(data.pki(), data.installationId(), clock, random);
            } catch (DataDirectoryException e) {
                throw new ConnectorException(e.problem(), e);
            }
        }
        return new ExaminedPlace(
                clock,
                secrets(root, redactor),
                InstallationAuthority.open(root.resolve("pki"), new UUID(0, 0), clock, random),
                root,
                folder,
                ExaminedPlace.Listening.NOBODY,
                false);
    }

    private static Problem unusable(Path root, IOException cause) {
        return Problem.error(
                "APP-0105",
                "data directory " + root,
                "The gateway could not be started on it: " + cause.getMessage() + ".",
                "Check space and permissions there, or name another directory with --data.");
    }

    /// What became of a start.
    public sealed interface Start {
        record Running(RunningGateway gateway) implements Start {}

        record Refused(Problem why) implements Start {}
    }
}
