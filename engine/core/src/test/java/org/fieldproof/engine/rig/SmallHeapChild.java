package org.fieldproof.engine.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.engine.rig.EngineRig.Plan;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;

/// A gateway in a process of its own with a small heap: every destination down, then back.
/// Prints `heap <records> <bytes>` after a collection now and then, `resident` and its peak where
/// the system tells it, and `done` with the counts.
public final class SmallHeapChild {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int SAMPLES = 12;

    private SmallHeapChild() {}

    /// Folder, then number of records.
    public static void main(String[] args) throws IOException {
        int records = Integer.parseInt(args[1]);
        ScriptedDestination upstream = new ScriptedDestination("upstream");
        ScriptedDestination local = new ScriptedDestination("local");
        upstream.mood(Mood.OPEN_FAILS);
        local.mood(Mood.OPEN_FAILS);
        upstream.lean();
        local.lean();
        Plan plan = Plan.usual().lane(EngineRig.lane(FullPolicy.BLOCK, 64L << 30));
        try (EngineRig rig = EngineRig.start(Path.of(args[0]), plan, upstream, local)) {
            rig.source().lean();
            String payload = "{\"value\":" + "7".repeat(90) + "}";
            int step = records / SAMPLES;
            for (int sent = 0; sent < records; sent += step) {
                int part = Math.min(step, records - sent);
                rig.source().pour(part, payload);
                int through = sent + part;
                Await.until(LONG, () -> rig.source().acceptedCount() == through, "accepted");
                Await.until(LONG, () -> rig.lane(0).bufferRecords() == through, "upstream's");
                Await.until(LONG, () -> rig.lane(1).bufferRecords() == through, "local's");
                System.out.println("heap " + through + " " + heapAfterCollection());
            }
            upstream.mood(Mood.TAKES);
            local.mood(Mood.TAKES);
            Await.until(LONG, () -> upstream.leanCount() == records, "upstream");
            Await.until(LONG, () -> local.leanCount() == records, "local");
            System.out.println("heap " + records + " " + heapAfterCollection());
            System.out.println("resident " + residentPeak());
            System.out.println(
                    "done "
                            + upstream.leanCount()
                            + " "
                            + local.leanCount()
                            + " "
                            + (upstream.gaps() + local.gaps())
                            + " "
                            + (rig.lane(0).imbalance() + rig.lane(1).imbalance()));
        }
    }

    /// The most that the process ever had in memory.
    private static String residentPeak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static long heapAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
