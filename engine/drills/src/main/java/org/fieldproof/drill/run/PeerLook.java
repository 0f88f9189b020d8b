package org.fieldproof.drill.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.drill.evidence.PeerReport;
import org.fieldproof.drill.evidence.Words;
import org.fieldproof.engine.port.DrillEnvironment;

/// The doctor's look at every peer on a drill's path, as many at once as the doctor takes. A LIVE
/// device is not asked: it may have no second connection to give. What has come when it ends is
/// kept; what comes later, during the fault, says nothing of the time before it. What is said here
/// of a peer goes into evidence and names nothing of the plant. Confined to the run's thread.
final class PeerLook {
    /// For all peers together.
    static final long LIMIT_MS = 8_000;

    /// An examination tells within this after its limit.
    static final long GRACE_MS = 1_000;

    /// The doctor refuses more than 32 under way; others may ask it too.
    static final int AT_ONCE_MAX = 24;

    /// With less time than this nothing can be found out.
    private static final long SHARE_MS_MIN = 500;

    private final DrillEnvironment environment;
    private final List<String> peers;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Map<String, CompletableFuture<DoctorReport>> asked = new LinkedHashMap<>();
    private final List<PeerReport> notAsked = new ArrayList<>();
    private long shareMs = LIMIT_MS;
    private List<PeerReport> reports = List.of();

    PeerLook(DrillEnvironment environment, List<String> peers) {
        this.environment = environment;
        this.peers = peers;
    }

    /// Chooses whom to ask, and how long each may take so that everybody has a turn.
    void begin() {
        Set<String> live =
                environment.project().connections().stream()
                        .filter(each -> each.deviceClass() == DeviceClass.LIVE)
                        .map(ConnectorDefinition::id)
                        .collect(Collectors.toSet());
        Set<String> examinable = environment.examinable();
        for (String peer : peers) {
            if (!examinable.contains(peer)) {
                continue;
            }
            if (live.contains(peer)) {
                notAsked.add(
                        PeerReport.notExamined(
                                peer,
                                "It is LIVE: a drill asks no live device for a second"
                                        + " connection."));
                continue;
            }
            waiting.add(peer);
        }
        int portions = Math.max(1, Math.ceilDiv(waiting.size(), AT_ONCE_MAX));
        shareMs = Math.max(SHARE_MS_MIN, LIMIT_MS / portions);
    }

    /// Asks those whose turn has come. False when there is nothing more to wait for.
    ///
    /// @param leftMs of the limit; negative when it is over
    boolean goesOn(long leftMs) {
        long underWay = asked.values().stream().filter(each -> !each.isDone()).count();
        while (!waiting.isEmpty() && underWay < AT_ONCE_MAX && leftMs >= SHARE_MS_MIN) {
            String peer = waiting.remove();
            long limitMs = Math.min(shareMs, leftMs);
            CompletableFuture<DoctorReport> answer =
                    environment.examine(peer, limitMs).toCompletableFuture();
            asked.put(peer, answer);
            underWay += answer.isDone() ? 0 : 1;
        }
        boolean more = underWay > 0 || (!waiting.isEmpty() && leftMs >= SHARE_MS_MIN);
        return more && leftMs > -GRACE_MS;
    }

    /// Keeps what has come by now; what comes later changes nothing.
    void end() {
        List<PeerReport> kept = new ArrayList<>();
        asked.forEach((peer, answer) -> kept.add(reportOf(peer, answer)));
        String why = "Its turn did not come within " + Words.duration(LIMIT_MS) + ".";
        waiting.forEach(peer -> kept.add(PeerReport.notExamined(peer, why)));
        kept.addAll(notAsked);
        reports = List.copyOf(kept);
    }

    /// As it was at the end: those that were asked, in the order of the path, then the others.
    List<PeerReport> reports() {
        return reports;
    }

    private static PeerReport reportOf(String peer, CompletableFuture<DoctorReport> answer) {
        if (!answer.isDone()) {
            return PeerReport.notExamined(
                    peer, "It had told nothing within " + Words.duration(LIMIT_MS) + ".");
        }
        try {
            return PeerReport.of(answer.join());
        } catch (CompletionException e) {
            // A message may name hosts, and its class says nothing to people.
            return PeerReport.notExamined(
                    peer,
                    e.getCause() instanceof ConnectorException refused
                            ? "It could not begin: " + refused.problem().code() + "."
                            : "It could not begin.");
        }
    }
}
