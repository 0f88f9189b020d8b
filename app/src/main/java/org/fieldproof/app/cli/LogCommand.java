package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.lane.LaneInspection;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.engine.record.RecordReader;
import org.fieldproof.log.LogInspection;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof log stat|dump|verify DIR`: reads the log of a data directory and what its lanes
/// hold, also of a running gateway.
/// Never writes.
@Command(
        name = "log",
        description = "Reads the log of a data directory; never writes.",
        mixinStandardHelpOptions = true,
        subcommands = {LogCommand.Stat.class, LogCommand.Dump.class, LogCommand.Verify.class})
final class LogCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int DAMAGE = 1;
    private static final int USAGE = 2;

    @Override
    public Integer call() {
        System.err.println("Say which: fieldproof log stat|dump|verify DIR");
        return USAGE;
    }

    /// What the three share.
    static final class Target {
        @Spec(Spec.Target.MIXEE)
        private @Nullable CommandSpec command;

        @Parameters(paramLabel = "DIR", description = "A data directory, or the log inside it.")
        private Path directory = Path.of(".");

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        Printer printer() {
            return Printer.standard(json);
        }

        Path log() {
            Path inside = directory.resolve("log");
            return Files.isDirectory(inside) ? inside : directory;
        }

        LogInspection inspect() throws StoreException {
            if (!Files.isDirectory(directory)) {
                throw noLog("There is no such directory.");
            }
            if (isEmpty(log()) && lanes().isEmpty()) {
                throw noLog("There is no log in this directory.");
            }
            return LogInspection.of(log(), LogFiles.nio());
        }

        /// What the lanes of a data directory hold; none where the log itself was named.
        List<LaneInspection> lanes() throws StoreException {
            return LaneInspection.all(directory.resolve("lanes"), LogFiles.nio());
        }

        /// A mistake in the words, which a script must not take for damage.
        private ParameterException noLog(String why) {
            return new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "LOG-0303 "
                            + directory
                            + ": "
                            + why
                            + " Name a data directory, or the log inside it.");
        }

        private static boolean isEmpty(Path log) throws StoreException {
            try (Stream<Path> all = Files.list(log)) {
                return all.noneMatch(each -> each.toString().endsWith(SegmentName.LOG_SUFFIX));
            } catch (IOException e) {
                throw StoreException.of("LOG-0301", log, "Log cannot be read", e);
            }
        }

        int refuse(StoreException e) {
            Problem problem =
                    Problem.error(
                            e.code(), "log " + log(), String.valueOf(e.getMessage()), e.remedy());
            printer().problems(List.of(problem));
            return DAMAGE;
        }
    }

    /// Figures.
    @Command(
            name = "stat",
            description = "Counts, bytes, segments.",
            mixinStandardHelpOptions = true)
    static final class Stat implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Override
        public Integer call() {
            try {
                LogInspection log = target.inspect();
                Line line =
                        new Line(
                                log.epoch().toString(),
                                log.records(),
                                log.bytes(),
                                log.segments().size(),
                                log.firstSeq(),
                                log.lastSeq(),
                                log.tailBytes(),
                                log.closedInOrder(),
                                log.damaged());
                Printer printer = target.printer();
                printer.line(line, line.forPeople());
                boolean damaged = log.damaged();
                for (LaneInspection each : target.lanes()) {
                    LaneLine lane = LaneLine.of(each);
                    printer.line(lane, lane.forPeople());
                    damaged |= each.damaged();
                }
                return damaged ? DAMAGE : OK;
            } catch (StoreException e) {
                return target.refuse(e);
            }
        }

        /// One line; field names are part of the contract.
        record Line(
                String epoch,
                long records,
                long bytes,
                int segments,
                long firstSeq,
                long lastSeq,
                long tailBytes,
                boolean closedInOrder,
                boolean damaged) {
            String forPeople() {
                return "epoch    "
                        + epoch
                        + "\nrecords  "
                        + records
                        + " (seq "
                        + firstSeq
                        + " to "
                        + lastSeq
                        + ")\nbytes    "
                        + bytes
                        + " in "
                        + segments
                        + " segments\nclosed   "
                        + (closedInOrder ? "in order" : "not yet, or by a crash")
                        + "\ndamage   "
                        + (damaged ? "yes; see log verify" : "none");
            }
        }
    }

    /// What a lane holds, behind the figures of the log; field names are part of the contract.
    record LaneLine(
            String lane, long bufferRecords, long bufferBytes, long quarantined, boolean damaged) {
        static LaneLine of(LaneInspection lane) {
            return new LaneLine(
                    lane.lane(),
                    lane.bufferRecords(),
                    lane.bufferBytes(),
                    lane.quarantined(),
                    lane.damaged());
        }

        String forPeople() {
            return "lane     "
                    + lane
                    + ": "
                    + bufferRecords
                    + " records ("
                    + bufferBytes
                    + " bytes) in its disk buffer, "
                    + quarantined
                    + " in quarantine"
                    + (damaged ? "; damaged, see log verify" : "");
        }
    }

    /// Every record.
    @Command(
            name = "dump",
            description = "Every record, one JSON object a line.",
            mixinStandardHelpOptions = true)
    static final class Dump implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Option(names = "--from", paramLabel = "SEQ", description = "First seq.")
        private long fromSeq = 1;

        @Override
        public Integer call() {
            try {
                LogInspection log = target.inspect();
                Printer printer = target.printer();
                RecordReader reader = new RecordReader(log.epochs());
                RecordJson json = new RecordJson();
                log.dump(
                        fromSeq,
                        (seq, payload) ->
                                printer.jsonLine(json.writeDump(reader.read(seq, payload))));
                return log.damaged() ? DAMAGE : OK;
            } catch (StoreException e) {
                return target.refuse(e);
            }
        }
    }

    /// The check.
    @Command(
            name = "verify",
            description =
                    "Checks every frame of the log and every line of the lanes; names what is"
                            + " damaged or missing.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Override
        public Integer call() {
            try {
                LogInspection log = target.inspect();
                Printer printer = target.printer();
                log.gaps()
                        .forEach(
                                gap ->
                                        printer.line(
                                                new Finding(
                                                        "gap",
                                                        gap.seqs().fromSeq(),
                                                        gap.seqs().toSeq(),
                                                        gap.toString()),
                                                "missing: seq "
                                                        + gap.seqs().fromSeq()
                                                        + " to "
                                                        + gap.seqs().toSeq()));
                log.strays()
                        .forEach(
                                stray ->
                                        printer.line(
                                                new Finding("stray", 0, 0, stray.toString()),
                                                "not ours, left alone: " + stray));
                boolean ofLanes = lanes(printer);
                boolean damaged = log.damaged() || ofLanes;
                printer.line(
                        new Verdict(!damaged, log.records(), log.tailBytes()),
                        (damaged ? "DAMAGED: " : "clean: ") + log.records() + " records");
                return damaged ? DAMAGE : OK;
            } catch (StoreException e) {
                return target.refuse(e);
            }
        }

        /// Names what the lanes miss; gives whether it is anything.
        private boolean lanes(Printer printer) throws StoreException {
            boolean damaged = false;
            for (LaneInspection lane : target.lanes()) {
                damaged |= lane.damaged();
                for (LaneInspection.Finding each : lane.findings()) {
                    LaneFinding found = LaneFinding.of(lane.lane(), each);
                    printer.line(found, found.forPeople());
                }
                for (String stray : lane.strays()) {
                    String place = "lane " + lane.lane() + " buffer/" + stray;
                    printer.line(
                            new Finding("stray", 0, 0, place), "not ours, left alone: " + place);
                }
            }
            return damaged;
        }

        /// Something found on the way.
        record Finding(String kind, long fromSeq, long toSeq, String what) {}

        /// Something that a lane misses: bytes of a file, or -1 where the whole file is meant;
        /// records that may be missing there, or 0 where none is known.
        record LaneFinding(
                String kind,
                String lane,
                String file,
                long fromByte,
                long toByte,
                long fromSeq,
                long toSeq,
                String what) {
            static LaneFinding of(String lane, LaneInspection.Finding each) {
                return new LaneFinding(
                        "lane",
                        lane,
                        each.file(),
                        each.fromByte(),
                        each.toByte(),
                        each.fromSeq(),
                        each.toSeq(),
                        each.what());
            }

            String forPeople() {
                String bytes = fromByte < 0 ? "" : " bytes " + fromByte + " to " + toByte;
                return "lane " + lane + " " + file + bytes + ": " + what;
            }
        }

        /// The last line.
        record Verdict(boolean clean, long records, long tailBytes) {}
    }
}
