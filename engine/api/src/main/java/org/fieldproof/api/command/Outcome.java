package org.fieldproof.api.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftEffect;
import org.fieldproof.api.draft.FileDiff;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.FieldShape;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.tag.TagRead;
import org.jspecify.annotations.Nullable;

/// What became of a command.
public sealed interface Outcome {

    /// It was done; the sentence says what, for toasts and logs.
    record Done(String message) implements Outcome {}

    /// It was not done.
    record Refused(Problem why) implements Outcome {}

    /// Records of a wire, newest first.
    ///
    /// @param passedTotal how many have passed in all, so that a reader can say how many it
    ///     missed
    record WireInspected(List<PassedRecord> records, long passedTotal) implements Outcome {
        public WireInspected {
            records = List.copyOf(records);
        }
    }

    /// A record that passed a wire.
    ///
    /// @param deliveryMs accept to durable at the destination; negative if not delivered yet or
    ///     not a lane's wire
    record PassedRecord(FieldRecord record, double ackMs, double deliveryMs) {}

    /// What lies under a place of a device.
    ///
    /// @param place that was looked into; empty for the top
    /// @param more whether there is more than was given
    record TagsFound(String place, List<FoundTag> found, boolean more) implements Outcome {
        public TagsFound {
            found = List.copyOf(found);
        }
    }

    /// A place or tag of a device.
    ///
    /// @param reading its present value; null for a place, or where values could not be read
    record FoundTag(TagBrowser.Found found, TagBrowser.@Nullable Reading reading) {}

    /// Tags of a file or of a table, and what is wrong with it.
    record TagsRead(TagRead tags) implements Outcome {}

    /// What a device said of tags that it was asked for.
    ///
    /// @param tags in the order in which they were asked for, as far as the time went
    /// @param notAsked how many were not
    record TagsSeen(List<TagSeen> tags, int notAsked) implements Outcome {
        public TagsSeen {
            tags = List.copyOf(tags);
        }
    }

    /// What lies at an address of a device, and the ways of reading it that give what is shown.
    record WaysFound(ReadingFinder.Found found) implements Outcome {}

    /// It was not done, and would be if a person gave his word for the peer.
    record ConsentNeeded(Problem why, ConnectorException.Consent consent) implements Outcome {}

    /// Latest values, by address.
    record LatestRead(List<LatestValue> values, int totalAddresses) implements Outcome {
        public LatestRead {
            values = List.copyOf(values);
        }
    }

    record LatestValue(FieldRecord record, long updates) {}

    /// The levels below a prefix, by name.
    ///
    /// @param total how many there are, given or not
    record LevelsRead(List<AddressLevel> levels, int total) implements Outcome {
        public LevelsRead {
            levels = List.copyOf(levels);
        }
    }

    record QuarantineRead(List<QuarantinedRecord> records, long total) implements Outcome {
        public QuarantineRead {
            records = List.copyOf(records);
        }
    }

    /// A record that a destination refuses.
    ///
    /// @param record as it would be sent now
    /// @param since since when it is there
    /// @param edit what a person changed; null if nothing
    record QuarantinedRecord(FieldRecord record, Problem why, Instant since, @Nullable Edit edit) {
        public QuarantinedRecord(FieldRecord record, Problem why, Instant since) {
            this(record, why, since, null);
        }
    }

    /// A payload was changed by a person: the identity is the same, the first payload is kept.
    ///
    /// @param original the payload as the device sent it
    @SuppressWarnings("ArrayRecordComponent") // shared like a record's payload; nobody compares
    record Edit(Instant at, String by, byte[] original) {}

    /// Quarantined records were written to a file, which holds them besides the quarantine.
    record QuarantineExported(Path file, long records) implements Outcome {}

    /// Records of a file were taken into quarantine.
    ///
    /// @param alreadyThere by identity; left as they are
    /// @param refused lines that are damaged, of another gateway's log, or not of this lane
    /// @param firstRefusal why the first of those was; empty if none was
    record QuarantineImported(long added, long alreadyThere, long refused, String firstRefusal)
            implements Outcome {}

    /// What waits in a lane's disk buffer.
    ///
    /// @param sent how many of them are with the destination now, without an answer
    /// @param oldest null if nothing waits, with `newest`
    /// @param end behind the newest, for [Command.DiscardBacklog]; empty if nothing waits
    record BacklogSeen(
            long records,
            long bytes,
            long sent,
            @Nullable FieldRecord oldest,
            @Nullable FieldRecord newest,
            String end)
            implements Outcome {
        public static final BacklogSeen NOTHING = new BacklogSeen(0, 0, 0, null, null, "");
    }

    /// Records that waited in a disk buffer were written to a file; they wait on.
    record BacklogExported(Path file, long records) implements Outcome {}

    /// Records of a disk buffer were given up.
    ///
    /// @param rest why those that were meant as well were not; null if all of them were, or had
    ///     been delivered by then
    record BacklogDiscarded(long records, @Nullable Problem rest) implements Outcome {}

    /// Backlogs of destinations that the project does not have (any more).
    record OrphansRead(List<OrphanedBacklog> orphans) implements Outcome {
        public OrphansRead {
            orphans = List.copyOf(orphans);
        }
    }

    /// A backlog without a destination. Its files are kept as they are until a person decides.
    ///
    /// @param id names it in commands; also its folder in the data directory
    /// @param lane id of the destination it belongs to
    /// @param target what it was configured to deliver to
    /// @param folder where its files are
    /// @param files their names, relative to the folder
    record OrphanedBacklog(
            String id,
            String lane,
            String target,
            Path folder,
            long bufferRecords,
            long bufferBytes,
            long quarantinedRecords,
            List<String> files) {
        public OrphanedBacklog {
            files = List.copyOf(files);
        }

        public long records() {
            return bufferRecords + quarantinedRecords;
        }
    }

    /// The audit trail, newest first.
    ///
    /// @param intact false if the hash chain is broken
    /// @param brokenAt number of the first line that does not fit; 0 if intact
    record AuditRead(List<AuditLine> lines, boolean intact, long brokenAt) implements Outcome {
        public AuditRead {
            lines = List.copyOf(lines);
        }
    }

    record AuditLine(
            long number, Instant time, String by, String category, String act, String result) {}

    /// Examinations that have ended, in the order that was asked for.
    record Examined(List<KeptReport> reports) implements Outcome {
        public Examined {
            reports = List.copyOf(reports);
        }
    }

    /// What one examination found.
    ///
    /// @param evidence the file it is kept in; null where it could not be written
    record KeptReport(DoctorReport report, @Nullable Path evidence) {}

    /// What a pipeline's transforms make of records.
    record Previewed(List<PreviewedRecord> records) implements Outcome {
        public Previewed {
            records = List.copyOf(records);
        }
    }

    /// Fields of records, before and behind the transforms, those that change first.
    ///
    /// @param more how many fields were left out, as nobody looks over so many
    /// @param before how many records went in
    /// @param after how many came out
    /// @param cut how many were left out, as only the beginning of their payload is kept
    record FieldsDescribed(List<FieldShape> fields, int more, int before, int after, int cut)
            implements Outcome {
        public FieldsDescribed {
            fields = List.copyOf(fields);
        }
    }

    /// One record's way through the transforms, up to the one that lets it go no further.
    ///
    /// @param taken whether the pipeline takes it at all: its connection and address fit
    record PreviewedRecord(FieldRecord before, boolean taken, List<PreviewStep> steps) {
        public PreviewedRecord {
            steps = List.copyOf(steps);
        }
    }

    /// One transform of that way.
    ///
    /// @param transform its name, such as `main/only-high`
    record PreviewStep(String transform, TransformOutcome outcome) {}

    /// A record that a person wrote.
    record SampleRead(FieldRecord record) implements Outcome {}

    /// The cases of a project's pipeline tests, run on a draft, file by file.
    record TestsRun(List<TestResult> results) implements Outcome {
        public TestsRun {
            results = List.copyOf(results);
        }
    }

    /// What became of one case; no mismatches means that it passed.
    ///
    /// @param file where it stands, such as `tests/pipelines.yaml`
    record TestResult(
            String file, int line, String name, FieldRecord given, List<TestMismatch> mismatches) {
        public TestResult {
            mismatches = List.copyOf(mismatches);
        }

        public boolean passed() {
            return mismatches.isEmpty();
        }
    }

    /// One difference.
    ///
    /// @param line of the expectation, or of the case where nothing was expected
    /// @param what is compared, such as `payload`
    record TestMismatch(
            int line, String destination, String what, String expected, String actual) {}

    /// A case as the text of a file of tests.
    record TestWritten(String yaml) implements Outcome {}

    /// A bundle for whoever helps, to be looked at before it is written.
    record SupportCollected(SupportBundle bundle) implements Outcome {}

    /// Somebody thought better of it; nothing was written.
    record SupportCancelled() implements Outcome {}

    /// What an address says of newer versions.
    ///
    /// @param present the version that runs
    /// @param offered the version that is there
    /// @param page where a person gets it; empty where the address names none
    record UpdateSeen(String present, String offered, boolean newer, String page)
            implements Outcome {}

    /// Where the secrets of a gateway live.
    record SecretsListed(SecretsSeen seen) implements Outcome {}

    /// The tags that the running project calls writable, by connection, in its order.
    record WritableListed(List<WritableTag> tags) implements Outcome {
        public WritableListed {
            tags = List.copyOf(tags);
        }
    }

    /// A tag that a person may write once its connection is armed.
    ///
    /// @param address of its records, such as `boiler/pressure`
    /// @param place where the device keeps it, in the protocol's words
    /// @param low smallest value that may be written; negative infinity for none
    /// @param high largest value that may be written; positive infinity for none
    record WritableTag(
            String connection,
            DeviceClass deviceClass,
            String tag,
            String address,
            String place,
            String unit,
            double low,
            double high) {}

    /// What a write would do. Values are in words, in the tag's unit but without it.
    ///
    /// @param token for [Command.ConfirmWrite]
    /// @param before what the device holds now
    /// @param wanted what it will hold; may differ from what was typed by what its number can hold
    /// @param raw the device's own number that is sent
    /// @param until when the token ends
    record WritePrepared(
            String token, WritableTag tag, String before, String wanted, String raw, Instant until)
            implements Outcome {}

    /// A write has left for the device.
    ///
    /// @param now what was read back; empty where nothing was
    /// @param why what is wrong; null if the device holds what was wanted
    record TagWritten(
            WritableTag tag,
            String before,
            String wanted,
            String now,
            WriteResult result,
            @Nullable Problem why)
            implements Outcome {}

    /// What is known of a write that has left.
    enum WriteResult {
        /// The device took it and holds it.
        HELD,
        /// The device took it and holds another value now: its program, or a limit of its own.
        CHANGED,
        /// The device took it; what it holds now could not be read.
        UNREAD,
        /// No answer came. What was read back is what the device held a moment later; a device that
        /// is late may take the value still.
        UNKNOWN
    }

    /// The certificates of the data directory, ours first.
    ///
    /// @param unread files that hold no certificate that can be read
    record CertificatesListed(List<KeptCertificate> certificates, List<Path> unread)
            implements Outcome {
        public CertificatesListed {
            certificates = List.copyOf(certificates);
            unread = List.copyOf(unread);
        }
    }

    /// What the data directory holds, each kind that there is once, and the room beside it.
    ///
    /// @param freeBytes that this process may still write on that disk
    record StorageRead(Path folder, List<StoredPart> parts, long freeBytes) implements Outcome {
        public StorageRead {
            parts = List.copyOf(parts);
        }
    }

    /// The files of one kind.
    ///
    /// @param bytes as long as the files are, also where the disk has not given out all of it yet
    /// @param oldest when the one was last written that was not for longest; null without any
    record StoredPart(StoredKind kind, long files, long bytes, @Nullable Instant oldest) {}

    /// What files of the data directory are for, by how long they stay.
    enum StoredKind {
        /// The write-ahead log: until each destination has a record, or its own copy.
        LOG,
        /// Disk buffers and positions of lanes: until delivered, within each lane's quota.
        BUFFERS,
        /// Quarantined records: until a person decides.
        QUARANTINE,
        /// Events, in files that rotate.
        EVENTS,
        /// The audit trail: for good.
        AUDIT,
        /// Evidence files: for good. The connection doctor's reports: the newest 200.
        EVIDENCE,
        /// Revisions that were applied: the last 20.
        REVISIONS,
        /// Keys, certificates, secrets, and what connectors keep.
        OTHER
    }

    record DrillStarted(String run) implements Outcome {}

    /// What an evidence file says.
    ///
    /// @param sha256 of the whole file when that was read
    record EvidenceRead(EvidenceSummary summary, String sha256) implements Outcome {}

    /// The check of an evidence file.
    ///
    /// @param genuine every hash, the chain, the signature and the recomputed verdict agree
    record EvidenceVerified(boolean genuine, List<String> findings, EvidenceSummary summary)
            implements Outcome {
        public EvidenceVerified {
            findings = List.copyOf(findings);
        }
    }

    record EvidenceCompared(RunComparison comparison) implements Outcome {}

    /// What the draft desk answers.
    sealed interface DraftOutcome extends Outcome {}

    /// A revision as a draft.
    ///
    /// @param hash which revision it is with the tables that its project names as they are now:
    ///     those are no part of a draft; empty for one that could not run
    record DraftLoaded(ProjectDraft draft, String hash) implements DraftOutcome {}

    /// A draft after checking; every problem's place has a path in the file it names.
    ///
    /// @param sound true if it could run
    record DraftChecked(List<Problem> problems, boolean sound) implements DraftOutcome {
        public DraftChecked {
            problems = List.copyOf(problems);
        }
    }

    /// What applying a draft would do.
    ///
    /// @param hindrances why it cannot be applied now; empty if it can
    record DraftReviewed(
            List<DraftChange> changes,
            List<FileDiff> files,
            List<DraftEffect> effects,
            List<Problem> hindrances)
            implements DraftOutcome {
        public DraftReviewed {
            changes = List.copyOf(changes);
            files = List.copyOf(files);
            effects = List.copyOf(effects);
            hindrances = List.copyOf(hindrances);
        }
    }

    /// A draft runs.
    ///
    /// @param hash of what runs now, read back from the gateway
    /// @param revision number under which it is kept
    /// @param outageMillis how long nothing was accepted; 0 if nothing was stopped
    record DraftApplied(ProjectDraft running, String hash, long revision, long outageMillis)
            implements DraftOutcome {}

    /// The kept revisions, newest first.
    record RevisionsListed(List<Revision> revisions) implements DraftOutcome {
        public RevisionsListed {
            revisions = List.copyOf(revisions);
        }
    }

    /// Drafts that were kept because nobody applied them, newest first.
    ///
    /// @param problems of files that are none; they are kept aside
    record DraftsKept(List<KeptDraft> drafts, List<Problem> problems) implements DraftOutcome {
        public DraftsKept {
            drafts = List.copyOf(drafts);
            problems = List.copyOf(problems);
        }
    }

    /// A kept revision of a project.
    record Revision(long number, Instant appliedAt, String hash) {}
}
