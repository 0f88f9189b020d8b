package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.api.command.Outcome.QuarantineImported;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.data.DataDirectoryException;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.engine.shelf.StoppedQuarantine;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof quarantine list|export|import|discard`: the quarantines of a data directory that no
/// gateway is using. It takes the directory's lock, so that a running gateway is never disturbed;
/// beside one, the console and its commands do the same. What is retried is retried by a running
/// gateway.
@Command(
        name = "quarantine",
        description = "Quarantined records of a data directory that is not in use.",
        mixinStandardHelpOptions = true,
        subcommands = {
            QuarantineCommand.Show.class,
            QuarantineCommand.Export.class,
            QuarantineCommand.Import.class,
            QuarantineCommand.Discard.class,
        })
final class QuarantineCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAULT = 1;
    private static final int USAGE = 2;
    private static final int PAGE = 500;

    @Override
    public Integer call() {
        System.err.println("Say which: fieldproof quarantine list|export|import|discard DIR");
        return USAGE;
    }

    /// What is done with a data directory that is open.
    @FunctionalInterface
    private interface Work {
        int in(DataDirectory data) throws StoreException, IOException;
    }

    /// The same with a lane of it.
    @FunctionalInterface
    private interface LaneWork {
        int in(StoppedQuarantine lane) throws StoreException, IOException;
    }

    /// What all of them share.
    static final class Target {
        @Parameters(index = "0", paramLabel = "DIR", description = "A data directory.")
        private Path directory = Path.of(".");

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Spec(Spec.Target.MIXEE)
        private @Nullable CommandSpec command;

        private Printer printer() {
            return Printer.standard(json);
        }

        private int with(Work work) {
            if (!Files.exists(directory.resolve("installation.json"))) {
                return refuse(
                        "DATA-0112",
                        "data directory " + directory,
                        "It is not a data directory of Fieldproof.",
                        "Name the directory that the gateway was started with (--data).");
            }
            try (DataDirectory data = DataDirectory.open(directory)) {
                return work.in(data);
            } catch (DataDirectoryException e) {
                printer().problems(List.of(e.problem()));
                return FAULT;
            } catch (StoreException e) {
                return refuse(e.code(), e.object(), String.valueOf(e.getMessage()), e.remedy());
            } catch (IOException e) {
                return refuse(
                        "DATA-0106",
                        "data directory " + directory,
                        "It cannot be read or written: " + e.getMessage() + ".",
                        "Check the disk and the path.");
            }
        }

        private int withLane(String lane, String act, LaneWork work) {
            return with(
                    data -> {
                        Optional<StoppedQuarantine> found =
                                StoppedQuarantine.open(data, lane, LogFiles.nio());
                        if (found.isEmpty()) {
                            return refuse(
                                    "LANE-0403",
                                    "lane " + lane,
                                    "There is no such lane in it.",
                                    "Choose one of "
                                            + String.join(", ", StoppedQuarantine.lanes(data))
                                            + ".");
                        }
                        try (StoppedQuarantine open = found.get()) {
                            int exit = work.in(open);
                            if (!act.isEmpty()) {
                                audit(data, act, exit);
                            }
                            return exit;
                        }
                    });
        }

        private void audit(DataDirectory data, String act, int exit) throws IOException {
            GatewayClock clock = GatewayClock.system();
            Redactor redactor = FieldproofCommand.redactorOf(Objects.requireNonNull(command));
            Operator operator = Operator.atCommandLine();
            try (AuditTrail audit = AuditTrail.open(data.journal(), clock, redactor, operator)) {
                audit.append("operation", act, exit == OK ? "done" : "refused");
            }
        }

        private int refuse(String code, String object, String message, String remedy) {
            printer().problems(List.of(Problem.error(code, object, message, remedy)));
            return FAULT;
        }
    }

    /// What is there.
    @Command(
            name = "list",
            description = "Quarantined records with their reasons.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Option(names = "--lane", paramLabel = "LANE", description = "Only this lane's.")
        private String only = "";

        @Override
        public Integer call() {
            return target.with(
                    data -> {
                        for (String lane : StoppedQuarantine.lanes(data)) {
                            if (only.isEmpty() || only.equals(lane)) {
                                show(data, lane);
                            }
                        }
                        return OK;
                    });
        }

        private void show(DataDirectory data, String lane) throws StoreException, IOException {
            RecordJson json = new RecordJson();
            try (StoppedQuarantine open =
                    StoppedQuarantine.open(data, lane, LogFiles.nio()).orElseThrow()) {
                if (!target.json) {
                    System.out.println("lane " + lane + ": " + open.count() + " records");
                }
                long from = 1;
                for (List<QuarantinedRecord> page = open.list(from, PAGE);
                        !page.isEmpty();
                        page = open.list(from, PAGE)) {
                    for (QuarantinedRecord each : page) {
                        print(each, json);
                    }
                    from = page.getLast().record().seq() + 1;
                }
            }
        }

        private void print(QuarantinedRecord each, RecordJson json) {
            if (target.json) {
                target.printer().jsonLine(json.writeQuarantined(each));
            } else {
                System.out.println(
                        "  "
                                + each.record().seq()
                                + "  "
                                + each.since()
                                + "  "
                                + each.record().address()
                                + "  "
                                + each.why().oneLine()
                                + (each.edit() == null ? "" : "  (edited)"));
            }
        }
    }

    /// Into a file.
    @Command(
            name = "export",
            description = "Writes quarantined records to a new file; they stay in quarantine.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Parameters(index = "1", paramLabel = "LANE", description = "The destination's id.")
        private String lane = "";

        @Parameters(index = "2", paramLabel = "FILE", description = "A file that is not there yet.")
        private Path file = Path.of("");

        @Option(names = "--seq", split = ",", paramLabel = "SEQ", description = "Only these.")
        private List<Long> seqs = new ArrayList<>();

        @Override
        public Integer call() {
            return target.withLane(
                    lane,
                    "export quarantined of " + lane + " to " + file,
                    open -> {
                        long records = open.export(seqs, file);
                        target.printer()
                                .line(
                                        new Exported(lane, file.toString(), records),
                                        records + " records are in " + file + ".");
                        return OK;
                    });
        }

        /// One line; field names are part of the contract.
        record Exported(String lane, String file, long records) {}
    }

    /// Out of a file.
    @Command(
            name = "import",
            description = "Takes the records of an exported file into quarantine, each once.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Parameters(index = "1", paramLabel = "LANE", description = "The destination's id.")
        private String lane = "";

        @Parameters(index = "2", paramLabel = "FILE", description = "An exported file.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            return target.withLane(
                    lane,
                    "import " + file + " into quarantine of " + lane,
                    open -> {
                        QuarantineImported done = open.bringIn(file);
                        target.printer()
                                .line(
                                        new Imported(
                                                lane,
                                                done.added(),
                                                done.alreadyThere(),
                                                done.refused(),
                                                done.firstRefusal()),
                                        done.added()
                                                + " records were taken in, "
                                                + done.alreadyThere()
                                                + " were there already, "
                                                + done.refused()
                                                + " were refused."
                                                + (done.firstRefusal().isEmpty()
                                                        ? ""
                                                        : " " + done.firstRefusal()));
                        return done.firstRefusal().isEmpty() ? OK : FAULT;
                    });
        }

        /// One line; field names are part of the contract.
        record Imported(
                String lane, long added, long alreadyThere, long refused, String firstRefusal) {}
    }

    /// Gone for good.
    @Command(
            name = "discard",
            description = "Gives up quarantined records for good.",
            mixinStandardHelpOptions = true)
    static final class Discard implements Callable<Integer> {
        @Mixin private Target target = new Target();

        @Parameters(index = "1", paramLabel = "LANE", description = "The destination's id.")
        private String lane = "";

        @Option(
                names = "--seq",
                split = ",",
                paramLabel = "SEQ",
                required = true,
                description = "Which; there is no way to say all.")
        private List<Long> seqs = new ArrayList<>();

        @Override
        public Integer call() {
            return target.withLane(
                    lane,
                    "discard " + seqs.size() + " quarantined of " + lane,
                    open -> {
                        int records = open.discard(seqs);
                        target.printer()
                                .line(
                                        new Discarded(lane, records),
                                        records + " records are discarded.");
                        return OK;
                    });
        }

        /// One line; field names are part of the contract.
        record Discarded(String lane, long records) {}
    }
}
