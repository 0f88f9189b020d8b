package org.fieldproof.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.engine.record.RecordReader;
import org.fieldproof.log.LogInspection;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof log stat|dump|verify DIR`: reads a data directory, also of a running gateway.
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
    private static final String NO_LOG = "LOG-0303";

    @Override
    public Integer call() {
        System.err.println("Say which: fieldproof log stat|dump|verify DIR");
        return USAGE;
    }

    /// What the three share.
    static final class Target {
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
                throw new StoreException(
                        NO_LOG,
                        directory.toString(),
                        "There is no such directory.",
                        "Name a data directory, or the log inside it.",
                        null);
            }
            return LogInspection.of(log(), LogFiles.nio());
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
                target.printer().line(line, line.forPeople());
                return log.damaged() ? DAMAGE : OK;
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
            description = "Checks every frame; names what is damaged or missing.",
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
                printer.line(
                        new Verdict(!log.damaged(), log.records(), log.tailBytes()),
                        (log.damaged() ? "DAMAGED: " : "clean: ") + log.records() + " records");
                return log.damaged() ? DAMAGE : OK;
            } catch (StoreException e) {
                return target.refuse(e);
            }
        }

        /// Something found on the way.
        record Finding(String kind, long fromSeq, long toSeq, String what) {}

        /// The last line.
        record Verdict(boolean clean, long records, long tailBytes) {}
    }
}
