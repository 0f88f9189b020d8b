package org.fieldproof.drill.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sets the ledgers against each other. Pure: the same ledgers give the same judgement, today on
/// the gateway and in a year on another machine (LEDGER-3).
public final class Reconciliation {
    private final Ledgers ledgers;
    private final Map<String, DeviceLedger> deviceByName = new HashMap<>();
    private final Map<Long, AcceptedRow> acceptedBySeq = new HashMap<>();
    private final Map<String, List<AcceptedRow>> scopeByDevice = new HashMap<>();
    private final Map<Long, String> duplicateKindBySeq = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> unknowns = new ArrayList<>();

    private Reconciliation(Ledgers ledgers) {
        this.ledgers = ledgers;
        ledgers.devices().forEach(each -> deviceByName.put(each.device(), each));
    }

    public static Judgement judge(Ledgers ledgers) {
        return new Reconciliation(ledgers).judgement();
    }

    private Judgement judgement() {
        checkInputs();
        readAccepted();
        List<LaneMatch> matches = new ArrayList<>();
        for (int lane = 0; lane < ledgers.lanes().size(); lane++) {
            matches.add(
                    LaneMatch.of(
                            ledgers.lanes().get(lane),
                            lane,
                            acceptedBySeq,
                            ledgers.acceptedReadable(),
                            scopeByDevice));
        }
        for (LaneMatch match : matches) {
            failures.addAll(match.failures());
        }
        List<DeviceJudgement> devices = new ArrayList<>();
        for (DeviceLedger device : ledgers.devices()) {
            devices.add(judgeDevice(device, matches));
        }
        return new Judgement(devices, failures, unknowns);
    }

    private void checkInputs() {
        if (ledgers.devices().stream().noneMatch(DeviceLedger::counted)) {
            unknowns.add("No device counted its own messages, so nothing could be expected.");
        }
        if (!ledgers.acceptedReadable()) {
            unknowns.add("The log could not be read completely.");
        }
        if (ledgers.lanes().isEmpty()) {
            unknowns.add("No destination is fed by these devices, so nothing was read back.");
        }
        for (LaneLedger lane : ledgers.lanes()) {
            if (!lane.readable()) {
                unknowns.add(
                        "What arrived at " + lane.lane() + " is unknown: it was not read back.");
            }
            if (lane.imbalance() != 0) {
                failures.add(
                        "The columns of lane "
                                + lane.lane()
                                + " do not add up: they are off by "
                                + lane.imbalance()
                                + ".");
            }
        }
    }

    private void readAccepted() {
        long expected = ledgers.fromSeq();
        Map<String, Set<Long>> countersSeen = new HashMap<>();
        Map<String, Long> uncountable = new HashMap<>();
        for (AcceptedRow row : ledgers.accepted()) {
            if (row.seq() != expected && ledgers.acceptedReadable()) {
                failures.add(
                        "The log has a gap: seq "
                                + expected
                                + " to "
                                + (row.seq() - 1)
                                + " are not in it.");
            }
            expected = row.seq() + 1;
            acceptedBySeq.put(row.seq(), row);
            DeviceLedger device = deviceByName.get(row.device());
            if (device != null && inScope(device, row)) {
                scopeByDevice.computeIfAbsent(row.device(), key -> new ArrayList<>()).add(row);
                noteDuplicate(device, row, countersSeen);
            }
            if (device == null || (device.counted() && row.counter() < 0)) {
                uncountable.merge(row.device(), 1L, Long::sum);
            }
        }
        if (ledgers.acceptedReadable() && expected <= ledgers.toSeq()) {
            failures.add(
                    "The log has a gap: seq "
                            + expected
                            + " to "
                            + ledgers.toSeq()
                            + " are not in it.");
        }
        uncountable.forEach(
                (device, records) ->
                        unknowns.add(
                                records
                                        + " records of "
                                        + device
                                        + " carry no counter that can be read."));
    }

    /// Whether a record belongs to the run: by its device's counter, or else by its identity.
    private boolean inScope(DeviceLedger device, AcceptedRow row) {
        if (device.known()) {
            return device.inWindow(row.counter());
        }
        return row.seq() <= ledgers.cutSeq();
    }

    private void noteDuplicate(
            DeviceLedger device, AcceptedRow row, Map<String, Set<Long>> countersSeen) {
        if (!device.counted() || row.counter() < 0) {
            return;
        }
        boolean first =
                countersSeen
                        .computeIfAbsent(row.device(), key -> new HashSet<>())
                        .add(row.counter());
        if (!first) {
            duplicateKindBySeq.put(
                    row.seq(),
                    row.duplicateFlagged()
                            ? LaneJudgement.DEVICE_REDELIVERY
                            : LaneJudgement.UNEXPLAINED);
        }
    }

    private DeviceJudgement judgeDevice(DeviceLedger device, List<LaneMatch> matches) {
        List<AcceptedRow> scope = scopeByDevice.getOrDefault(device.device(), List.of());
        List<LaneJudgement> lanes = new ArrayList<>();
        for (LaneMatch match : matches) {
            if (!match.feeds(scope)) {
                continue;
            }
            LaneJudgement lane = match.judge(device, scope, duplicateKindBySeq);
            lanes.add(lane);
            LaneSentences.failures(device.device(), lane, failures);
        }
        if (lanes.isEmpty()) {
            unknowns.add("No destination is fed by " + device.device() + ".");
        }
        Set<Long> counters = new HashSet<>();
        scope.forEach(row -> counters.add(device.counted() ? row.counter() : row.seq()));
        List<SeqRange> lostBefore = List.of();
        long notAcknowledged = 0;
        if (device.counted()) {
            List<Long> lost = new ArrayList<>();
            notAcknowledged = compareWithCounters(device, counters, lost);
            lostBefore = SeqRange.of(lost, "acknowledged-not-in-log");
        }
        return new DeviceJudgement(
                device.device(),
                device.identity(),
                device.counted(),
                device.sent(),
                ledgers.acceptedReadable() ? counters.size() : -1,
                lostBefore,
                notAcknowledged,
                lanes);
    }

    /// Fills in what was acknowledged and is not in the log.
    ///
    /// @return how many were neither acknowledged nor found; -1 if unknown
    private long compareWithCounters(DeviceLedger device, Set<Long> inLog, List<Long> lost) {
        if (!device.known()) {
            unknowns.add("How many messages " + device.device() + " sent is unknown.");
            return -1;
        }
        if (device.sent() == 0) {
            unknowns.add(device.device() + " sent nothing during the run.");
        }
        if (!ledgers.acceptedReadable()) {
            return -1;
        }
        long notAcknowledged = 0;
        for (long c = device.startCounter() + 1; c <= device.endCounter(); c++) {
            if (!inLog.contains(c)) {
                if (c <= device.acknowledgedThrough()) {
                    lost.add(c);
                } else {
                    notAcknowledged++;
                }
            }
        }
        if (!lost.isEmpty()) {
            failures.add(
                    lost.size()
                            + " messages of "
                            + device.device()
                            + " were acknowledged to it and are not in the log: counter "
                            + lost.getFirst()
                            + " to "
                            + lost.getLast()
                            + ".");
        }
        if (notAcknowledged > 0) {
            unknowns.add(
                    notAcknowledged
                            + " messages of "
                            + device.device()
                            + " were sent and not acknowledged by the end of the run: the device"
                            + " still holds them.");
        }
        return notAcknowledged;
    }
}
