package org.fieldproof.engine;

import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.alarm.AlarmBoard;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.EventJournal;
import org.fieldproof.engine.port.DrillDesk;
import org.fieldproof.engine.port.EvidenceSigner;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.log.io.LogFiles;

/// What an engine is built from. The engine starts and stops the drill desk; everything else
/// belongs to the one who made it and is closed by that one after the engine has stopped.
///
/// @param certificateFingerprints subject to SHA-256 of the certificates in use, for evidence
/// @param versions name to version of the product and what it runs on, for evidence
/// @param random for jitter
/// @param files the door to the disk; tests plant faults behind it
public record EngineParts(
        ProjectDefinition project,
        DataDirectory data,
        Catalog catalog,
        DrillDesk drills,
        GatewayClock clock,
        Secrets secrets,
        Credentials credentials,
        EvidenceSigner signer,
        EventJournal events,
        AuditTrail audit,
        AlarmBoard alarms,
        Supplier<Map<String, String>> certificateFingerprints,
        Map<String, String> versions,
        RandomGenerator random,
        LogFiles files,
        EngineSeams seams) {
    public EngineParts {
        versions = Map.copyOf(versions);
    }
}
