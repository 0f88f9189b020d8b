package org.fieldproof.api.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// What may be asked of a gateway. Commands are data, so that they can travel over a wire.
public sealed interface Command {

    /// Stops deliveries of a lane; its records go to the disk buffer.
    record PauseLane(String lane) implements Command {}

    record ResumeLane(String lane) implements Command {}

    /// The last records that passed a wire, newest first.
    record InspectWire(Wire wire, int max) implements Command {}

    /// Latest value of every address that matches an MQTT topic filter.
    record ReadLatest(String filter, int max) implements Command {}

    /// The next level of all known addresses below a prefix.
    ///
    /// @param prefix empty for the top, else levels that each end with `/`
    record ReadLevels(String prefix, int max) implements Command {}

    /// What is done with a lane's quarantine.
    sealed interface QuarantineCommand extends Command {}

    /// What a lane has in quarantine, oldest first.
    record ReadQuarantine(String lane, long fromSeq, int max) implements QuarantineCommand {}

    /// Puts quarantined records back on their lane.
    record RetryQuarantined(String lane, List<Long> seqs) implements QuarantineCommand {}

    /// The same for all that are in quarantine now.
    record RetryAllQuarantined(String lane) implements QuarantineCommand {}

    /// Gives a quarantined record another payload, under the same identity. The original is kept
    /// with it, and the change goes into the audit trail. It stays in quarantine until it is
    /// retried.
    @SuppressWarnings("ArrayRecordComponent") // handed over; nobody compares commands
    record EditQuarantined(String lane, long seq, byte[] payload) implements QuarantineCommand {}

    /// Writes quarantined records to a new file, one JSON object a line, each with its checksum.
    /// They stay in quarantine.
    ///
    /// @param seqs empty for all
    record ExportQuarantined(String lane, List<Long> seqs, Path file) implements QuarantineCommand {
        public ExportQuarantined {
            seqs = List.copyOf(seqs);
        }
    }

    /// Takes the records of an exported file into a lane's quarantine, each identity once.
    record ImportQuarantined(String lane, Path file) implements QuarantineCommand {}

    /// What is done with what waits in a lane's disk buffer, while the lane runs.
    sealed interface BacklogCommand extends Command {
        String lane();
    }

    /// How much waits there, and from when.
    record LookAtBacklog(String lane) implements BacklogCommand {}

    /// Writes what waits there to a new file, oldest first, in the form of [ExportQuarantined]. It
    /// waits on, and is delivered while it is written where the destination takes it.
    record ExportBacklog(String lane, Path file) implements BacklogCommand {}

    /// Gives up what waits there, as far as somebody has looked; counted as dropped by the policy
    /// `discarded`. What came behind that stays. Refused while some of it is with the destination.
    ///
    /// @param end of [Outcome.BacklogSeen]
    /// @param records how many there were then: more than that never go
    record DiscardBacklog(String lane, String end, long records) implements BacklogCommand {}

    /// Backlogs whose destination the project does not have (any more).
    record ReadOrphans() implements Command {}

    /// Writes an orphaned backlog to a new file, in the form of [ExportQuarantined]. It stays.
    record ExportOrphan(String orphan, Path file) implements Command {}

    /// Deletes an orphaned backlog for good.
    ///
    /// @param records how many it holds, so that nobody deletes what he has not looked at
    record DiscardOrphan(String orphan, long records) implements Command {}

    /// Gives up quarantined records; counted as dropped by the policy `discarded`.
    record DiscardQuarantined(String lane, List<Long> seqs) implements QuarantineCommand {}

    record AcknowledgeAlarm(String alarm) implements Command {}

    /// Hides an alarm for a time, at most 8 h, for a reason.
    record ShelveAlarm(String alarm, long millis, String reason) implements Command {}

    /// Shows a shelved alarm again before its time.
    record UnshelveAlarm(String alarm) implements Command {}

    /// Commands for marked moments. The audit trail keeps each of them for good.
    sealed interface MarkerCommand extends Command {}

    /// Marks a moment.
    ///
    /// @param at not in the future
    /// @param text one line; may be empty
    record SetMarker(Instant at, String text) implements MarkerCommand {
        /// As many characters are in a text at most.
        public static final int CHARACTERS_MAX = 200;
    }

    /// Says something else of a marked moment.
    record RenameMarker(long id, String text) implements MarkerCommand {}

    /// Shows a marked moment no more.
    record RemoveMarker(long id) implements MarkerCommand {}

    /// The audit trail, newest first, with the state of its hash chain.
    record ReadAudit(int max) implements Command {}

    /// Examines the peers of connections and destinations at the same time, step by step; kept as
    /// evidence.
    ///
    /// @param connectors their ids; empty for all that can be examined
    /// @param limitMillis for each examination, 100 to 600,000
    record ExamineConnectors(List<String> connectors, long limitMillis) implements Command {
        public ExamineConnectors {
            connectors = List.copyOf(connectors);
        }
    }

    /// Runs a pipeline's transforms on records, step by step, without sending anything.
    ///
    /// @param records at most 200, such as the last 20 of a wire
    record PreviewTransforms(String pipeline, List<FieldRecord> records) implements Command {
        public PreviewTransforms {
            records = List.copyOf(records);
        }
    }

    /// Which fields the last messages on the way into a wire have; of a lane, those that pipelines
    /// take for it, and which fields they have behind the transforms. Nothing is sent.
    ///
    /// @param max messages of each connection
    record DescribeFields(Wire wire, int max) implements Command {}

    /// Commands for writing to devices (G20). Nothing can be written unless the project calls the
    /// tag writable, its connection is armed, and a person has confirmed just this write.
    sealed interface WriteCommand extends Command {}

    /// The tags of the running project that could be written.
    record ListWritable() implements WriteCommand {}

    /// Lets the writable tags of one connection be written for a time; one that was armed before is
    /// not any more.
    ///
    /// @param typed what a person typed to name it; refused unless it is the connection's id
    /// @param minutes 1 to 15
    record ArmWrites(String connection, String typed, int minutes) implements WriteCommand {
        /// Longest time that arming lasts.
        public static final int MINUTES_MAX = 15;
    }

    /// Ends the arming, if there is one.
    record DisarmWrites() implements WriteCommand {}

    /// What a write would do, for a person to confirm. The device is read; nothing is written.
    ///
    /// @param value in the tag's unit, as a person writes it
    record PrepareWrite(String connection, String tag, String value) implements WriteCommand {}

    /// Writes what was prepared, once.
    ///
    /// @param token of [Outcome.WritePrepared]
    record ConfirmWrite(String token) implements WriteCommand {}

    /// What the data directory holds: an [Outcome.StorageRead].
    record ReadStorage() implements Command {}

    /// Commands for the certificates of the data directory. Keys are never shown, moved or copied.
    sealed interface CertificateCommand extends Command {}

    /// All of them.
    record ListCertificates() implements CertificateCommand {}

    /// Believes a certificate that was refused, from the connector's next connection on. A person
    /// has compared the thumbprint with what the peer itself shows.
    ///
    /// @param sha256 64 hexadecimal digits
    record TrustCertificate(String connector, String sha256) implements CertificateCommand {}

    /// Believes a trusted certificate no longer, from the connector's next connection on; it is
    /// among the rejected then.
    record DistrustCertificate(String connector, String sha256) implements CertificateCommand {}

    /// Writes a certificate to a file, PEM, for a peer that shall believe us; in place of what is
    /// there.
    record ExportCertificate(String sha256, Path file) implements CertificateCommand {}

    /// Commands for the drill desk.
    sealed interface DrillCommand extends Command {}

    /// Starts a drill.
    ///
    /// @param console id of the console that started it: if its heartbeats stop for 5 s, the
    ///     drill is aborted and healed; null when started without a window
    /// @param out folder for the evidence; null for the data directory's own
    /// @param line what a person typed to name the line that is faulted; where that is LIVE the
    ///     drill is refused unless it is the connector's id, else it says nothing
    record StartDrill(String name, @Nullable String console, @Nullable Path out, String line)
            implements DrillCommand {
        /// The start of a drill whose line is not LIVE.
        public StartDrill(String name, @Nullable String console, @Nullable Path out) {
            this(name, console, out, "");
        }
    }

    /// Lets a drill of a BENCH or LIVE line be started, once, within [#MINUTES]; what was armed
    /// before is not any more. Ends too when drills are stopped or locked, and with the gateway.
    ///
    /// @param typed what a person typed to name the drill; refused unless it is its name
    /// @param console id of the console at which it is done; null without a window
    /// @param permit the permit or work order for it, 1 to [#PERMIT_MAX] characters; may be empty
    ///     unless the line is LIVE
    /// @param affected who or what is affected and knows of it, 1 to [#AFFECTED_MAX] characters;
    ///     may be empty unless the line is LIVE
    record ArmDrill(
            String name, String typed, @Nullable String console, String permit, String affected)
            implements DrillCommand {
        /// How long it stays armed.
        public static final int MINUTES = 15;

        public static final int PERMIT_MAX = 80;
        public static final int AFFECTED_MAX = 200;
    }

    /// Ends the arming of a drill, if there is one.
    ///
    /// @param console id of the console at which it is done; null without a window
    record DisarmDrill(@Nullable String console) implements DrillCommand {}

    /// Stops every drill and heals every link, at once, whatever the state.
    record StopDrills(String by) implements DrillCommand {}

    /// Blocks new drills until released; an empty reason releases.
    record LockDrills(String reason) implements DrillCommand {}

    /// A console is alive.
    record Heartbeat(String console) implements DrillCommand {}

    /// Reads an evidence file for display.
    record ReadEvidence(Path file) implements DrillCommand {}

    /// Checks an evidence file: hashes, signature, verdict recomputed.
    record VerifyEvidence(Path file) implements DrillCommand {}

    /// Compares the runs of two evidence files, both of which are checked, the later one with the
    /// earlier.
    record CompareEvidence(Path one, Path other) implements DrillCommand {}

    /// A wire of the picture.
    sealed interface Wire {
        /// Device to connection.
        record OfDevice(String connection, String device) implements Wire {}

        /// Connection to log.
        record OfConnection(String connection) implements Wire {}

        /// Log to lane, and lane to destination.
        record OfLane(String lane) implements Wire {}
    }
}
