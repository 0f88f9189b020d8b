package org.fieldproof.app.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command.InspectWire;
import org.fieldproof.api.command.Command.Wire;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.app.status.StatusLine;
import org.fieldproof.engine.record.RecordJson;

/// The texts that a bundle is made of, before anything is masked. Stateless.
final class SupportParts {
    private static final int EVENTS_MAX = 5_000;
    private static final int RECORDS_MAX = 20;
    private static final int FILES_LISTED_MAX = 2_000;
    private static final int DEPTH_MAX = 6;
    private static final long ANSWER_SECONDS_MAX = 5;

    private SupportParts() {}

    static String versions(List<List<String>> about) {
        StringBuilder text = new StringBuilder();
        about.forEach(line -> line(text, line.getFirst(), line.getLast()));
        Runtime runtime = Runtime.getRuntime();
        line(text, "Processors", runtime.availableProcessors());
        line(text, "Heap at most", runtime.maxMemory() >> 20, "MiB");
        line(text, "Running for", ManagementFactory.getRuntimeMXBean().getUptime() / 1000, "s");
        line(text, "Time zone", ZoneId.systemDefault());
        line(text, "Locale", Locale.getDefault().toLanguageTag());
        return text + arguments(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /// Each on a line of its own: a value with spaces ends there.
    static String arguments(List<String> given) {
        StringBuilder text = new StringBuilder("Arguments\n");
        given.forEach(each -> text.append(each.replaceAll("[\\r\\n]+", " ")).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object... values) {
        text.append(String.format(Locale.ROOT, "%-20s", name));
        for (Object value : values) {
            text.append(' ').append(value);
        }
        text.append('\n');
    }

    static String threads() throws IOException {
        Path folder = Files.createTempDirectory("fieldproof-threads-");
        Path file = folder.resolve("threads.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(
                            file.toAbsolutePath().toString(),
                            HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            return Files.readString(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    static String state(GatewaySnapshot picture) throws JsonProcessingException {
        return new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(StatusLine.of(picture))
                + "\n";
    }

    static String events(Gateway gateway) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder text = new StringBuilder();
        long from = Math.max(1, gateway.snapshot().lastEventSeq() - EVENTS_MAX + 1);
        int left = EVENTS_MAX;
        EventPage page = gateway.events(from, left);
        while (left > 0 && !page.events().isEmpty()) {
            for (GatewayEvent event : page.events()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("seq", event.seq());
                line.put("time", event.time().toString());
                line.put("level", event.level().name());
                line.put("code", event.code());
                line.put("object", event.object());
                line.put("message", event.message());
                line.put("detail", event.detail());
                text.append(json.writeValueAsString(line)).append('\n');
            }
            left -= page.events().size();
            page = gateway.events(page.events().getLast().seq() + 1, Math.max(1, left));
        }
        return text.toString();
    }

    /// Log and buffers by their figures, and the names and sizes of the files that hold them.
    static String storage(GatewaySnapshot picture) {
        StringBuilder text = new StringBuilder();
        LogSnapshot log = picture.log();
        line(text, "data directory", picture.dataDirectory());
        line(text, "log", log.records(), "records,", log.bytes(), "bytes in", log.segments());
        line(text, "", "epoch", log.epoch(), "durable up to", log.lastDurableSeq());
        for (LaneSnapshot lane : picture.lanes()) {
            line(text, "lane " + lane.id(), lane.state(), "since", lane.stateSince());
            line(text, "", "in flight", lane.inFlight(), "queued", lane.queued());
            line(text, "", "buffered", lane.bufferRecords(), "records,", lane.bufferBytes(), "of");
            line(
                    text,
                    "",
                    lane.bufferQuotaBytes(),
                    "bytes, oldest",
                    lane.bufferOldestAgeMs(),
                    "ms");
            line(text, "", "quarantined", lane.quarantinedTotal(), "dropped", lane.droppedTotal());
            line(text, "", "imbalance", lane.imbalance());
        }
        return text.toString();
    }

    static String listing(Path data) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(data, DEPTH_MAX)) {
            for (Path file :
                    files.filter(Files::isRegularFile).sorted().limit(FILES_LISTED_MAX).toList()) {
                text.append(String.format(Locale.ROOT, "%14d", Files.size(file)))
                        .append("  ")
                        .append(Files.getLastModifiedTime(file))
                        .append("  ")
                        .append(data.relativize(file))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /// The last records of each wire, as `fieldproof log dump` writes them.
    static String records(Gateway gateway) throws IOException {
        GatewaySnapshot picture = gateway.snapshot();
        RecordJson json = new RecordJson();
        StringBuilder text = new StringBuilder();
        Stream<Wire> wires =
                Stream.concat(
                        picture.connections().stream().map(c -> new Wire.OfConnection(c.id())),
                        picture.lanes().stream().map(lane -> new Wire.OfLane(lane.id())));
        for (Wire wire : wires.toList()) {
            if (answer(gateway, wire) instanceof Outcome.WireInspected(var records, long _)) {
                for (Outcome.PassedRecord passed : records) {
                    byte[] line = json.writeDump(passed.record());
                    text.append(new String(line, StandardCharsets.UTF_8)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static Outcome answer(Gateway gateway, Wire wire) throws IOException {
        try {
            return gateway.submit(new InspectWire(wire, RECORDS_MAX))
                    .toCompletableFuture()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException noAnswer) {
            throw new IOException("the gateway does not answer about " + wire, noAnswer);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", asked);
        }
    }
}
