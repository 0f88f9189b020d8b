package org.fieldproof.drill.ledger;

import java.util.ArrayList;
import java.util.List;

/// Ledgers of a run in which everything went well, to plant faults in: devices that take turns,
/// each with a counter from 101, and two destinations that got everything in order.
public final class Planted {
    public static final String PRESS = "press-01";
    public static final String PUMP = "pump-02";
    public static final String MIXER = "mixer-03";
    public static final long BEFORE = 100;

    public final List<DeviceLedger> devices = new ArrayList<>();
    public final List<AcceptedRow> accepted = new ArrayList<>();
    public final List<ArrivalRow> upstream = new ArrayList<>();
    public final List<ArrivalRow> local = new ArrayList<>();
    public long fromSeq = 1_001;
    public boolean acceptedReadable = true;
    public boolean upstreamReadable = true;
    public long upstreamHeld;
    public long upstreamQuarantined;
    public long upstreamDropped;
    public long upstreamImbalance;

    public Planted(int messagesEach) {
        List<String> names = List.of(PRESS, PUMP, MIXER);
        for (String name : names) {
            long end = BEFORE + messagesEach;
            devices.add(new DeviceLedger(name, "CN=" + name, true, BEFORE, end, end));
        }
        long seq = fromSeq;
        for (int n = 1; n <= messagesEach; n++) {
            for (String name : names) {
                accept(seq, name, BEFORE + n, false);
                seq++;
            }
        }
    }

    public void accept(long seq, String device, long counter, boolean dup) {
        int crc = (int) (seq * 31);
        String address = "plant/hall-2/" + device + "/telemetry";
        accepted.add(new AcceptedRow(seq, device, address, counter, crc, dup, seq * 1_000, 3));
        upstream.add(new ArrivalRow(seq, device, address, crc, seq * 2_000));
        local.add(new ArrivalRow(seq, device, address, crc, 0));
    }

    public int indexOf(String device, long counter) {
        for (int i = 0; i < accepted.size(); i++) {
            AcceptedRow row = accepted.get(i);
            if (row.device().equals(device) && row.counter() == counter) {
                return i;
            }
        }
        throw new AssertionError("no record " + counter + " of " + device);
    }

    public Ledgers ledgers() {
        long toSeq = accepted.isEmpty() ? fromSeq - 1 : accepted.getLast().seq();
        return new Ledgers(
                devices,
                fromSeq,
                toSeq,
                toSeq,
                acceptedReadable,
                accepted,
                List.of(
                        new LaneLedger(
                                "upstream",
                                upstreamReadable,
                                upstreamHeld,
                                upstreamQuarantined,
                                upstreamDropped,
                                upstreamImbalance,
                                upstreamReadable ? upstream : List.of()),
                        new LaneLedger("local", true, 0, 0, 0, 0, local)));
    }

    public Judgement judge() {
        return Reconciliation.judge(ledgers());
    }
}
