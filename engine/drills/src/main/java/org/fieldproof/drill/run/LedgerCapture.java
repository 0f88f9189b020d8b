package org.fieldproof.drill.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32C;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.PublisherLedger.DeviceCount;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.DeviceLedger;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;
import org.fieldproof.drill.ledger.PayloadCounter;
import org.fieldproof.drill.ledger.Routes;
import org.fieldproof.engine.port.AcceptedLedger;
import org.fieldproof.engine.port.DrillEnvironment;
import org.jspecify.annotations.Nullable;

/// Takes the ledgers of one run: begins to watch the destinations and holds the log before the
/// first message counts, cuts, and reads everything at the end. Confined to the run's thread,
/// except [#devicesNow].
final class LedgerCapture implements AutoCloseable {
    /// About 120 bytes each in memory.
    static final int ROWS_MAX = 2_000_000;

    private final DrillEnvironment environment;
    private final Routes routes;
    private final Optional<PublisherLedger> publisher;
    private final Map<String, ReadBack> readers = new LinkedHashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();
    private final Map<String, DeviceCount> atStart = new LinkedHashMap<>();
    private final Map<String, DeviceCount> atCut = new HashMap<>();
    private final Map<String, LaneSnapshot> lanesAtStart = new HashMap<>();
    private final Set<String> addresses = new LinkedHashSet<>();
    private AcceptedLedger.@Nullable Hold hold;
    private long fromSeq = 1;
    private long cutSeq;

    LedgerCapture(DrillEnvironment environment, String publisherId) {
        this.environment = environment;
        this.routes = new Routes(environment.project());
        this.publisher = environment.publisher(publisherId);
    }

    /// Begins. Order matters: watchers first, then the log, then the devices' counters, so that
    /// everything a device counts from now on is in what is held and watched.
    void open() {
        for (String lane : routes.lanes()) {
            beginReading(lane);
        }
        AcceptedLedger accepted = environment.accepted();
        hold = accepted.hold(accepted.lastDurableSeq() + 1);
        fromSeq = accepted.lastDurableSeq() + 1;
        publisher.ifPresent(
                ledger -> ledger.devices().forEach(each -> atStart.put(each, ledger.count(each))));
        environment.snapshot().lanes().forEach(each -> lanesAtStart.put(each.id(), each));
    }

    private void beginReading(String lane) {
        try {
            Optional<ReadBack> reader = environment.readBack(lane);
            if (reader.isEmpty()) {
                unreadable.put(lane, "it cannot be read back");
                return;
            }
            readers.put(lane, reader.get());
            reader.get().begin();
        } catch (ConnectorException e) {
            unreadable.put(lane, e.getMessage());
        }
    }

    /// Why destinations could not be watched, by destination.
    Map<String, String> unreadable() {
        return Map.copyOf(unreadable);
    }

    /// Topics seen, so that evidence can leave them out.
    Set<String> addresses() {
        return addresses;
    }

    /// Ends the counting: what devices send from now on does not belong to the run. The log's
    /// position is taken before the devices' counters, so that everything up to it is counted.
    void cut() {
        cutSeq = environment.accepted().lastDurableSeq();
        atCut.clear();
        publisher.ifPresent(
                ledger -> ledger.devices().forEach(each -> atCut.put(each, ledger.count(each))));
    }

    /// Whether the devices have an acknowledgement for everything that was counted.
    boolean allAcknowledged() {
        return publisher
                .map(
                        ledger ->
                                atCut.entrySet().stream()
                                        .allMatch(
                                                each ->
                                                        acknowledgedThrough(
                                                                        ledger.count(each.getKey()))
                                                                >= each.getValue().lastCounter()))
                .orElse(true);
    }

    /// Messages sent since the start, by device.
    Map<String, Long> devicesNow() {
        Map<String, Long> sent = new LinkedHashMap<>();
        publisher.ifPresent(
                ledger ->
                        atStart.forEach(
                                (device, start) ->
                                        sent.put(
                                                device,
                                                ledger.count(device).lastCounter()
                                                        - start.lastCounter())));
        return sent;
    }

    /// Reads everything. Never throws: what cannot be read is unknown.
    Ledgers read() {
        GatewaySnapshot end = environment.snapshot();
        AcceptedLedger accepted = environment.accepted();
        long toSeq = accepted.lastDurableSeq();
        List<AcceptedRow> rows = new ArrayList<>();
        boolean complete = readAccepted(accepted, toSeq, rows);
        List<LaneLedger> lanes = new ArrayList<>();
        for (String lane : routes.lanes()) {
            lanes.add(laneLedger(lane, end, toSeq));
        }
        return new Ledgers(devices(rows), fromSeq, cutSeq, toSeq, complete, rows, lanes);
    }

    private boolean readAccepted(AcceptedLedger accepted, long toSeq, List<AcceptedRow> rows) {
        if (toSeq - fromSeq >= ROWS_MAX) {
            return false;
        }
        PayloadCounter counter =
                new PayloadCounter(publisher.map(PublisherLedger::counterPointer).orElse("/n"));
        Map<String, String> interned = new HashMap<>();
        try {
            if (toSeq >= fromSeq) {
                accepted.read(fromSeq, toSeq, each -> rows.add(row(each, counter, interned)));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private AcceptedRow row(
            FieldRecord each, PayloadCounter counter, Map<String, String> interned) {
        CRC32C crc = new CRC32C();
        crc.update(each.payload());
        String address = intern(each.address(), interned);
        addresses.add(address);
        return new AcceptedRow(
                each.seq(),
                intern(each.device(), interned),
                address,
                counter.of(each.payload()),
                (int) crc.getValue(),
                each.duplicateFlagged(),
                each.acceptTimeEpochNanos(),
                routes.maskOf(each.connection(), each.address()));
    }

    private static String intern(String text, Map<String, String> interned) {
        String known = interned.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private LaneLedger laneLedger(String lane, GatewaySnapshot end, long toSeq) {
        List<ArrivalRow> arrivals = new ArrayList<>();
        boolean readable = readArrivals(lane, toSeq, arrivals);
        Optional<LaneSnapshot> now =
                end.lanes().stream().filter(each -> each.id().equals(lane)).findFirst();
        LaneSnapshot before = lanesAtStart.get(lane);
        return new LaneLedger(
                lane,
                readable,
                now.map(each -> each.inFlight() + each.queued() + each.bufferRecords()).orElse(-1L),
                since(before, now, LaneSnapshot::quarantinedTotal),
                since(before, now, LaneSnapshot::droppedTotal),
                now.map(LaneSnapshot::imbalance).orElse(0L),
                readable ? arrivals : List.of());
    }

    private static long since(
            @Nullable LaneSnapshot before,
            Optional<LaneSnapshot> now,
            ToLongFunction<LaneSnapshot> count) {
        return before == null || now.isEmpty()
                ? -1
                : count.applyAsLong(now.get()) - count.applyAsLong(before);
    }

    private boolean readArrivals(String lane, long toSeq, List<ArrivalRow> into) {
        ReadBack reader = readers.get(lane);
        if (reader == null || unreadable.containsKey(lane)) {
            return false;
        }
        if (toSeq < fromSeq) {
            return true;
        }
        Map<String, String> interned = new HashMap<>();
        try {
            reader.arrivals(
                    environment.accepted().epoch(),
                    fromSeq,
                    toSeq,
                    each ->
                            into.add(
                                    new ArrivalRow(
                                            each.seq(),
                                            intern(each.device(), interned),
                                            intern(each.address(), interned),
                                            each.payloadCrc32c(),
                                            each.arrivedEpochNanos())));
            return true;
        } catch (ConnectorException e) {
            unreadable.put(lane, e.getMessage());
            return false;
        }
    }

    private List<DeviceLedger> devices(List<AcceptedRow> rows) {
        Map<String, DeviceLedger> devices = new LinkedHashMap<>();
        publisher.ifPresent(
                ledger ->
                        atStart.forEach(
                                (device, start) ->
                                        devices.put(device, counted(device, start, ledger))));
        for (AcceptedRow each : rows) {
            devices.computeIfAbsent(each.device(), DeviceLedger::uncounted);
        }
        return new ArrayList<>(devices.values());
    }

    private DeviceLedger counted(String device, DeviceCount start, PublisherLedger ledger) {
        DeviceCount cut = atCut.get(device);
        DeviceCount now = ledger.count(device);
        // A device that began to count anew has forgotten what it sent before.
        boolean anew = start.firstCounter() != 0 && now.firstCounter() != start.firstCounter();
        return new DeviceLedger(
                device,
                now.identity(),
                true,
                start.lastCounter(),
                cut == null || anew ? -1 : cut.lastCounter(),
                acknowledgedThrough(now));
    }

    /// Acknowledgements come in the order of sending (MQTT 5 section 4.6).
    private static long acknowledgedThrough(DeviceCount count) {
        return count.acknowledged() == 0 ? 0 : count.firstCounter() + count.acknowledged() - 1;
    }

    @Override
    public void close() {
        readers.values().forEach(ReadBack::close);
        if (hold != null) {
            hold.close();
        }
    }
}
