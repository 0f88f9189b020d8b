package org.fieldproof.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.data.StoredParts;
import org.fieldproof.engine.doctor.Examined;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.lane.LaneRequest;
import org.fieldproof.engine.pki.CertificateShelf;
import org.fieldproof.engine.route.TopicTrie;
import org.fieldproof.engine.supervise.SourceUnit;
import org.fieldproof.engine.transform.Preview;

/// Answers commands: looks some things up itself, asks the lanes or the drill desk for the rest.
/// What a person changes goes into the audit trail. Any thread.
final class CommandDesk {
    private static final int LIST_MAX = 10_000;

    private final EngineParts parts;
    private final Rooms rooms;
    private final Workbench workbench;
    private final CertificateShelf certificates;

    CommandDesk(EngineParts parts, Rooms rooms) {
        this.parts = parts;
        this.rooms = rooms;
        this.workbench = new Workbench(parts.files(), parts.clock());
        this.certificates = new CertificateShelf(parts.data().pki(), parts.data().connectors());
    }

    CompletionStage<Outcome> submit(Command command) {
        return switch (command) {
            case Command.DrillCommand drill -> parts.drills().submit(drill);
            case Command.WriteCommand write -> rooms.writing().submit(write);
            case Command.MarkerCommand marker -> new MarkerDesk(parts).submit(marker);
            case Command.PauseLane pause ->
                    audited(ask(pause.lane(), new LaneRequest.Pause()), "pause " + pause.lane());
            case Command.ResumeLane resume ->
                    audited(
                            ask(resume.lane(), new LaneRequest.Resume()),
                            "resume " + resume.lane());
            case Command.CertificateCommand certificates -> certificates(certificates);
            case Command.QuarantineCommand quarantine -> quarantine(quarantine);
            case Command.BacklogCommand backlog -> backlog(backlog);
            case Command.ReadOrphans _ -> done(new Outcome.OrphansRead(rooms.orphans().orphans()));
            case Command.ExportOrphan export ->
                    audited(
                            CompletableFuture.supplyAsync(
                                    () -> rooms.orphans().export(export.orphan(), export.file())),
                            "export backlog " + export.orphan() + " to " + export.file());
            case Command.DiscardOrphan discard ->
                    audited(
                            CompletableFuture.supplyAsync(
                                    () ->
                                            rooms.orphans()
                                                    .discard(discard.orphan(), discard.records())),
                            "discard backlog " + discard.orphan());
            case Command.InspectWire inspect -> inspect(inspect.wire(), inspect.max());
            // One that is named in full is looked up.
            case Command.ReadLatest read when !TopicTrie.isWild(read.filter()) ->
                    done(latest(read));
            case Command.ReadLatest read -> overAll(() -> latest(read));
            case Command.ReadLevels read -> overAll(() -> levels(read));
            case Command.AcknowledgeAlarm acknowledge ->
                    audited(
                            done(parts.alarms().acknowledge(acknowledge.alarm())),
                            "acknowledge alarm " + acknowledge.alarm());
            case Command.ShelveAlarm shelve ->
                    audited(
                            done(
                                    parts.alarms()
                                            .shelve(
                                                    shelve.alarm(),
                                                    shelve.millis(),
                                                    shelve.reason())),
                            "shelve alarm " + shelve.alarm() + ": " + shelve.reason());
            case Command.UnshelveAlarm unshelve ->
                    audited(
                            done(parts.alarms().unshelve(unshelve.alarm())),
                            "unshelve alarm " + unshelve.alarm());
            case Command.ExamineConnectors examine ->
                    audited(
                            examine(examine),
                            "examine "
                                    + (examine.connectors().isEmpty()
                                            ? "all"
                                            : String.join(", ", examine.connectors())));
            case Command.PreviewTransforms preview ->
                    CompletableFuture.supplyAsync(() -> new PreviewDesk(parts).preview(preview));
            case Command.DescribeFields fields ->
                    CompletableFuture.supplyAsync(() -> describe(fields.wire(), fields.max()));
            case Command.ReadAudit read -> CompletableFuture.supplyAsync(() -> audit(read.max()));
            case Command.ReadStorage _ -> overAll(this::storage);
        };
    }

    private Outcome storage() {
        Path root = parts.data().root();
        try {
            return StoredParts.of(root);
        } catch (IOException e) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0336",
                            "data directory " + root,
                            "What it holds cannot be counted: " + e.getMessage() + ".",
                            "Look at its permissions and at the disk; what runs is told by alarms."));
        }
    }

    private CompletionStage<Outcome> quarantine(Command.QuarantineCommand command) {
        return switch (command) {
            case Command.ReadQuarantine read ->
                    ask(read.lane(), new LaneRequest.ListQuarantine(read.fromSeq(), read.max()));
            case Command.RetryQuarantined retry ->
                    audited(
                            ask(retry.lane(), new LaneRequest.RetryQuarantined(retry.seqs())),
                            "retry " + retry.seqs().size() + " quarantined of " + retry.lane());
            case Command.RetryAllQuarantined retry ->
                    audited(
                            ask(retry.lane(), new LaneRequest.RetryAllQuarantined()),
                            "retry all quarantined of " + retry.lane());
            case Command.EditQuarantined edit ->
                    audited(
                            ask(
                                    edit.lane(),
                                    new LaneRequest.EditQuarantined(
                                            edit.seq(),
                                            edit.payload(),
                                            parts.audit().operator().toString())),
                            "edit quarantined " + edit.seq() + " of " + edit.lane());
            case Command.ExportQuarantined export ->
                    audited(
                            with(
                                    export.lane(),
                                    lane -> workbench.export(lane, export.seqs(), export.file())),
                            "export quarantined of " + export.lane() + " to " + export.file());
            case Command.ImportQuarantined bring ->
                    audited(
                            with(bring.lane(), lane -> workbench.bringIn(lane, bring.file())),
                            "import " + bring.file() + " into quarantine of " + bring.lane());
            case Command.DiscardQuarantined discard ->
                    audited(
                            ask(discard.lane(), new LaneRequest.DiscardQuarantined(discard.seqs())),
                            "discard "
                                    + discard.seqs().size()
                                    + " quarantined of "
                                    + discard.lane());
        };
    }

    private CompletionStage<Outcome> certificates(Command.CertificateCommand command) {
        CompletionStage<Outcome> answer =
                CompletableFuture.supplyAsync(() -> certificates.answer(command));
        return switch (command) {
            case Command.ListCertificates _ -> answer;
            case Command.TrustCertificate(String connector, String sha256) ->
                    audited(answer, "trust certificate " + sha256 + " for " + connector);
            case Command.DistrustCertificate(String connector, String sha256) ->
                    audited(answer, "distrust certificate " + sha256 + " for " + connector);
            case Command.ExportCertificate(String sha256, var file) ->
                    audited(answer, "export certificate " + sha256 + " to " + file);
        };
    }

    private CompletionStage<Outcome> backlog(Command.BacklogCommand command) {
        return switch (command) {
            case Command.LookAtBacklog look -> ask(look.lane(), new LaneRequest.LookAtBacklog());
            case Command.ExportBacklog export ->
                    audited(
                            with(
                                    export.lane(),
                                    lane -> workbench.exportBacklog(lane, export.file())),
                            "export backlog of " + export.lane() + " to " + export.file());
            case Command.DiscardBacklog discard ->
                    audited(
                            with(
                                    discard.lane(),
                                    lane ->
                                            workbench.discardBacklog(
                                                    lane, discard.end(), discard.records())),
                            "discard "
                                    + discard.records()
                                    + " records of the backlog of "
                                    + discard.lane());
        };
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    /// Looks at all addresses, of which there may be 100,000: not on the caller's thread, nor on
    /// one where an export may take minutes.
    private static CompletionStage<Outcome> overAll(Supplier<Outcome> look) {
        return CompletableFuture.supplyAsync(
                look, task -> Thread.ofVirtual().name("fp-look").start(task));
    }

    private static CompletionStage<Outcome> refused(String object, String message, String remedy) {
        return done(new Outcome.Refused(Problem.error("APP-0330", object, message, remedy)));
    }

    private CompletionStage<Outcome> ask(String id, LaneRequest request) {
        Lane lane = rooms.lane(id);
        return lane == null
                ? refused("lane " + id, "There is no such lane.", "Choose one of the project's.")
                : lane.ask(request);
    }

    /// For what takes longer and waits for the lane again and again.
    private CompletionStage<Outcome> with(String id, Function<Lane, Outcome> work) {
        Lane lane = rooms.lane(id);
        return lane == null
                ? refused("lane " + id, "There is no such lane.", "Choose one of the project's.")
                : CompletableFuture.supplyAsync(() -> work.apply(lane));
    }

    private CompletionStage<Outcome> audited(CompletionStage<Outcome> outcome, String act) {
        return outcome.thenApply(
                result -> {
                    parts.audit().append("operation", act, words(result));
                    return result;
                });
    }

    /// What became of an act, for the trail: what was given up is there by its number.
    private static String words(Outcome result) {
        return switch (result) {
            case Outcome.Refused(var why) -> "refused: " + why.code();
            case Outcome.BacklogDiscarded(long records, var rest) ->
                    "done: "
                            + records
                            + " records"
                            + (rest == null ? "" : "; the rest refused: " + rest.code());
            default -> "done";
        };
    }

    private Outcome latest(Command.ReadLatest read) {
        if (!TopicTrie.isFilter(read.filter())) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0331",
                            "filter",
                            read.filter() + " is not a topic filter.",
                            "Write it such as plant/+/temperature or plant/#."));
        }
        return rooms.dispatcher().latest(read.filter(), Math.clamp(read.max(), 1, LIST_MAX));
    }

    private Outcome levels(Command.ReadLevels read) {
        if (!read.prefix().isEmpty() && !read.prefix().endsWith("/")) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0333",
                            "prefix",
                            read.prefix() + " is not a whole number of levels.",
                            "Let it end with /, such as plant/press-01/."));
        }
        return rooms.dispatcher().levels(read.prefix(), Math.clamp(read.max(), 1, LIST_MAX));
    }

    private CompletionStage<Outcome> inspect(Command.Wire wire, int max) {
        return switch (wire) {
            case Command.Wire.OfLane lane -> ask(lane.lane(), new LaneRequest.Inspect(max));
            case Command.Wire.OfConnection of -> {
                SourceUnit unit = rooms.connection(of.connection());
                yield unit == null
                        ? refused(
                                "connection " + of.connection(),
                                "There is no such connection.",
                                "Choose one of the project's.")
                        : done(unit.intake().inspect(rooms.log().epoch(), max));
            }
            case Command.Wire.OfDevice of -> {
                SourceUnit unit = rooms.connection(of.connection());
                Outcome found =
                        unit == null
                                ? null
                                : unit.intake()
                                        .inspectDevice(of.device(), rooms.log().epoch(), max);
                yield found == null
                        ? refused(
                                "device " + of.connection() + "/" + of.device(),
                                "There is no such device.",
                                "Choose one that has connected since the start.")
                        : done(found);
            }
        };
    }

    /// A lane's own wire has what its destination got: what went in is asked for farther up.
    private Outcome describe(Command.Wire wire, int max) {
        return switch (wire) {
            case Command.Wire.OfLane(String lane) ->
                    new PreviewDesk(parts)
                            .describe(lane, each -> last(new Command.Wire.OfConnection(each), max));
            case Command.Wire.OfConnection _, Command.Wire.OfDevice _ ->
                    Preview.fields(last(wire, max));
        };
    }

    /// The last records of a wire that is no lane's; none where there is no such wire.
    private List<FieldRecord> last(Command.Wire wire, int max) {
        return inspect(wire, max).toCompletableFuture().join()
                        instanceof Outcome.WireInspected(List<Outcome.PassedRecord> records, var _)
                ? records.stream().map(Outcome.PassedRecord::record).toList()
                : List.of();
    }

    private CompletionStage<Outcome> examine(Command.ExamineConnectors examine) {
        List<String> ids =
                examine.connectors().isEmpty() ? rooms.doctor().examinable() : examine.connectors();
        List<CompletableFuture<Examined>> all = new ArrayList<>();
        for (String id : ids) {
            all.add(rooms.doctor().examine(id, examine.limitMillis()).toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .handle((_, failure) -> failure == null ? examined(all) : refusal(failure));
    }

    private static Outcome examined(List<CompletableFuture<Examined>> all) {
        return new Outcome.Examined(
                all.stream()
                        .map(CompletableFuture::join)
                        .map(each -> new Outcome.KeptReport(each.report(), each.evidence()))
                        .toList());
    }

    private static Outcome refusal(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof ConnectorException refused) {
            return new Outcome.Refused(refused.problem());
        }
        throw new CompletionException(failure);
    }

    private Outcome audit(int max) {
        try {
            long brokenAt = parts.audit().verify();
            return new Outcome.AuditRead(
                    parts.audit().read(Math.clamp(max, 1, LIST_MAX)), brokenAt == 0, brokenAt);
        } catch (IOException e) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0332",
                            "audit trail",
                            "It cannot be read: " + e.getMessage() + ".",
                            "Check the journal folder of the data directory."));
        }
    }
}
