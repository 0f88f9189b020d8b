package org.fieldproof.drill.ledger;

import java.util.List;
import java.util.function.ToLongFunction;

/// What the ledgers say.
///
/// @param failures what is known to be lost, wrong, unexplained or late; one sentence each
/// @param unknowns what could not be counted; one sentence each
public record Judgement(
        List<DeviceJudgement> devices, List<String> failures, List<String> unknowns) {
    public Judgement {
        devices = List.copyOf(devices);
        failures = List.copyOf(failures);
        unknowns = List.copyOf(unknowns);
    }

    /// A sum over every device and lane; -1 if any of them is unknown.
    public long overLanes(ToLongFunction<LaneJudgement> count) {
        long sum = 0;
        for (DeviceJudgement device : devices) {
            for (LaneJudgement lane : device.lanes()) {
                long one = lane.known() ? count.applyAsLong(lane) : -1;
                if (one < 0) {
                    return -1;
                }
                sum += one;
            }
        }
        return devices.isEmpty() ? -1 : sum;
    }

    /// A sum over the devices that count; -1 if any of them is unknown.
    public long overDevices(ToLongFunction<DeviceJudgement> count) {
        long sum = 0;
        boolean any = false;
        for (DeviceJudgement device : devices) {
            if (device.counted()) {
                long one = count.applyAsLong(device);
                if (one < 0) {
                    return -1;
                }
                sum += one;
                any = true;
            }
        }
        return any ? sum : -1;
    }

    /// Everything lost: before the log and behind it; -1 if unknown.
    public long lostTotal() {
        long behind = overLanes(lane -> SeqRange.records(lane.lost()));
        long before = overDevices(device -> SeqRange.records(device.lostBeforeLog()));
        return behind < 0 || before < 0 ? -1 : behind + before;
    }
}
