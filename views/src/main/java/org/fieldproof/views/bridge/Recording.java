package org.fieldproof.views.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.jspecify.annotations.Nullable;

/// What the console saw of a gateway in the last hour, second by second: its pictures, and the
/// latest values of up to 500 addresses, which are asked for whatever page is looked at. It costs
/// at most 12 MiB: where a plant changes more than that pays for, seconds are left out, values
/// first, and what is shown for them says how old it is. A second in which no new picture came was
/// not seen, and nothing stands for it. FX thread.
public final class Recording {

    public static final long PICTURE_BYTES_MAX = 8L << 20;
    public static final long VALUE_BYTES_MAX = 4L << 20;
    public static final int VALUES_MAX = 500;

    /// More of a payload than a table shows.
    static final int PAYLOAD_MAX = 1024;

    /// More of a unit, or of a reason, than a table shows.
    private static final int PROPERTY_MAX = 200;

    private static final UUID NO_EPOCH = new UUID(0, 0);
    private static final String UNIT = "unit";
    private static final String STATUS = "status";

    private final RecordCodec<GatewaySnapshot> pictureCodec =
            new RecordCodec<>(GatewaySnapshot.class);
    private final RecordCodec<Values> valueCodec = new RecordCodec<>(Values.class);
    private final Tape pictures = new Tape(PICTURE_BYTES_MAX);
    private final Tape values = new Tape(VALUE_BYTES_MAX);
    private long seen = Long.MIN_VALUE;
    private long askedSecond;

    /// The last second for which values were asked, or are to stand that were asked before.
    private long valuesReach = Long.MIN_VALUE;

    private @Nullable RuntimeException failure;
    private @Nullable CompletableFuture<Outcome> asked;

    /// Times are whole milliseconds: what else there is, is not shown.
    @SuppressWarnings("ArrayRecordComponent") // goes into the tape at once
    record Value(
            String connection,
            String device,
            String address,
            byte[] payload,
            PayloadEncoding encoding,
            Quality quality,
            long sourceMillis,
            long acceptMillis,
            long updates,
            String unit,
            String status) {}

    record Values(List<Value> values, int addresses) {}

    /// A time in which nothing was seen.
    public record Gap(long fromSecond, long toSecond) {}

    /// Takes in what a beat has shown.
    ///
    /// @param fresh whether the gateway has made this picture since the last beat
    void beat(Gateway gateway, GatewaySnapshot picture, boolean fresh) {
        take();
        long second = Math.floorDiv(picture.time().toEpochMilli(), 1000L);
        if (!fresh || second == seen) {
            return;
        }
        if (seen == Long.MIN_VALUE) {
            Thread.ofVirtual().name("fp-rehearsal").start(() -> rehearse(picture));
        }
        seen = second;
        if (pictures.affords(second) || !pictures.leaveOut(second)) {
            write(pictures, second, out -> pictureCodec.apart(picture, out));
        }
        if (asked != null && askedSecond > second) {
            // The clock was set back; that answer is of a time to come.
            asked = null;
        }
        boolean affords = values.affords(second);
        if (!affords && second == valuesReach + 1) {
            // The row before stands for it, once it has come.
            valuesReach = second;
            if (asked == null) {
                values.leaveOut(second);
            }
        } else if (asked == null) {
            values.cut(second);
            askedSecond = second;
            valuesReach = second;
            asked = gateway.submit(new Command.ReadLatest("#", VALUES_MAX)).toCompletableFuture();
            take();
        }
    }

    /// Reads a row back on instruments of its own. The first time costs a tenth of a second, which
    /// the FX thread would be busy for when somebody looks back first. Any thread.
    static Past rehearse(GatewaySnapshot picture) {
        Recording rehearsed = new Recording();
        Value value =
                new Value(
                        "",
                        "",
                        "",
                        new byte[0],
                        PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        0,
                        0,
                        "",
                        "");
        rehearsed.write(rehearsed.pictures, 0, out -> rehearsed.pictureCodec.apart(picture, out));
        rehearsed.write(
                rehearsed.values,
                0,
                out -> rehearsed.valueCodec.apart(new Values(List.of(value), 1), out));
        Past read = rehearsed.at(0);
        rehearsed.close();
        return read;
    }

    /// Writes a row; if that fails, the second is one that was not seen.
    private void write(Tape tape, long second, Consumer<RecordCodec.Out> row) {
        try {
            tape.add(second, row);
        } catch (RuntimeException broken) {
            failure = broken;
            valuesReach = Long.MIN_VALUE;
        }
    }

    /// Why something was not kept, the last time that this happened.
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /// Nothing is taken in any more.
    void close() {
        pictures.close();
        values.close();
    }

    private void take() {
        CompletableFuture<Outcome> answer = asked;
        if (answer == null || !answer.isDone()) {
            return;
        }
        asked = null;
        if (answer.state() == Future.State.SUCCESS
                && answer.resultNow() instanceof Outcome.LatestRead read) {
            List<Value> kept = read.values().stream().map(Recording::kept).toList();
            Values row = new Values(kept, read.totalAddresses());
            write(values, askedSecond, out -> valueCodec.apart(row, out));
            for (long left = askedSecond + 1; left <= valuesReach; left++) {
                values.leaveOut(left);
            }
        } else {
            valuesReach = Long.MIN_VALUE;
        }
    }

    private static Value kept(Outcome.LatestValue value) {
        FieldRecord record = value.record();
        byte[] payload = record.payload();
        return new Value(
                record.connection(),
                record.device(),
                record.address(),
                payload.length > PAYLOAD_MAX ? Arrays.copyOf(payload, PAYLOAD_MAX) : payload,
                record.encoding(),
                record.quality(),
                record.sourceTimeEpochNanos() / 1_000_000,
                Math.floorDiv(record.acceptTimeEpochNanos(), 1_000_000L),
                value.updates(),
                property(record, UNIT),
                property(record, STATUS));
    }

    private static String property(FieldRecord record, String name) {
        return record.properties().stream()
                .filter(property -> property.name().equals(name))
                .map(Property::value)
                .map(said -> said.substring(0, Math.min(said.length(), PROPERTY_MAX)))
                .findFirst()
                .orElse("");
    }

    private static Outcome.LatestValue value(Value kept) {
        List<Property> properties =
                Stream.of(new Property(UNIT, kept.unit()), new Property(STATUS, kept.status()))
                        .filter(property -> !property.value().isEmpty())
                        .toList();
        return new Outcome.LatestValue(
                new FieldRecord(
                        NO_EPOCH,
                        1,
                        kept.connection(),
                        kept.device(),
                        kept.address(),
                        kept.payload(),
                        kept.encoding(),
                        kept.quality(),
                        kept.sourceMillis() * 1_000_000,
                        kept.acceptMillis() * 1_000_000,
                        0,
                        false,
                        false,
                        properties),
                kept.updates());
    }

    /// A second as it was seen.
    public Past at(long second) {
        return new Past(
                second,
                pictures.at(second).map(pictureCodec::together),
                values.at(second)
                        .map(valueCodec::together)
                        .map(
                                row ->
                                        new Outcome.LatestRead(
                                                row.values().stream()
                                                        .map(Recording::value)
                                                        .toList(),
                                                row.addresses())),
                values.of(second));
    }

    /// Whether anything tells of a second.
    public boolean isSeen(long second) {
        return pictures.of(second) >= 0;
    }

    /// The oldest second; -1 if nothing was seen yet.
    public long first() {
        return pictures.first();
    }

    /// The newest second; -1 if nothing was seen yet.
    public long last() {
        return pictures.last();
    }

    /// Times between the oldest and the newest second in which nothing was seen, oldest first.
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        long from = -1;
        for (long second = first(); second >= 0 && second <= last(); second++) {
            boolean gap = !isSeen(second);
            if (gap && from < 0) {
                from = second;
            } else if (!gap && from >= 0) {
                gaps.add(new Gap(from, second - 1));
                from = -1;
            }
        }
        return gaps;
    }

    /// What it takes of memory, see [Tape#bytes].
    public long bytes() {
        return pictures.bytes() + values.bytes();
    }
}
