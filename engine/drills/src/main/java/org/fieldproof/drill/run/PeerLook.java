package org.fieldproof.drill.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.drill.evidence.PeerReport;
import org.fieldproof.drill.evidence.Words;
import org.fieldproof.engine.port.DrillEnvironment;

/// The doctor's look at every peer on a drill's path, all at once. A LIVE device is not asked: it
/// may have no second connection to give. Confined to the run's thread.
final class PeerLook {
    /// For each peer.
    static final long LIMIT_MS = 8_000;

    /// An examination tells within this after its limit.
    static final long GRACE_MS = 1_000;

    private final DrillEnvironment environment;
    private final List<String> peers;
    private final Map<String, CompletableFuture<DoctorReport>> asked = new LinkedHashMap<>();
    private final List<PeerReport> notAsked = new ArrayList<>();

    PeerLook(DrillEnvironment environment, List<String> peers) {
        this.environment = environment;
        this.peers = peers;
    }

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
            asked.put(peer, environment.examine(peer, LIMIT_MS).toCompletableFuture());
        }
    }

    boolean isDone() {
        return asked.values().stream().allMatch(CompletableFuture::isDone);
    }

    /// What has come, in the order of the path, then those that were not asked.
    List<PeerReport> reports() {
        List<PeerReport> reports = new ArrayList<>();
        asked.forEach((peer, answer) -> reports.add(reportOf(peer, answer)));
        reports.addAll(notAsked);
        return reports;
    }

    private static PeerReport reportOf(String peer, CompletableFuture<DoctorReport> answer) {
        if (!answer.isDone()) {
            return PeerReport.notExamined(
                    peer, "It had not told anything after " + Words.duration(LIMIT_MS) + ".");
        }
        try {
            return PeerReport.of(answer.join());
        } catch (CompletionException e) {
            return PeerReport.notExamined(peer, "It could not begin: " + e.getCause() + ".");
        }
    }
}
