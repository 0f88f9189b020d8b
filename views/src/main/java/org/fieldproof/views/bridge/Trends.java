package org.fieldproof.views.bridge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;

/// The courses of the numbers that somebody wants to follow, an hour and a bit of each. They are
/// asked for at every beat, seen or not, so that a course has no hole because another page was
/// looked at. An answer is taken at the next beat; while one is due, nothing more is asked. FX
/// thread.
public final class Trends {

    public static final int PENS_MAX = 8;

    /// At five a second, 66 minutes.
    static final int POINTS_MAX = 20_000;

    /// Connections with the same address are answered together; far more than a project has.
    private static final int SAME_ADDRESS_MAX = 500;

    private final List<Pen> pens = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> due = new ArrayList<>();

    /// A number of an address of a connection over time.
    public static final class Pen {
        private final String connection;
        private final String address;
        private final String field;
        private final TimeRing ring;

        /// How many numbers there had been at each moment of the ring.
        private final TimeRing counts;

        private String unit = "";
        private long count;
        private long updates;
        private Quality quality = Quality.GOOD;

        Pen(String connection, String address, String field, TimeRing ring, TimeRing counts) {
            this.connection = connection;
            this.address = address;
            this.field = field;
            this.ring = ring;
            this.counts = counts;
        }

        /// Two connections may have the same address; each is a course of its own.
        public String connection() {
            return connection;
        }

        public String address() {
            return address;
        }

        /// Its name in a message of several numbers; empty where the number is all.
        public String field() {
            return field;
        }

        public TimeRing ring() {
            return ring;
        }

        /// As the device says it; empty if it does not.
        public String unit() {
            return unit;
        }

        /// How far its newest number may be trusted.
        public Quality quality() {
            return quality;
        }

        /// One of how many numbers was seen, of those in the time that the ring holds.
        public long sampledOneOf() {
            if (counts.size() == 0) {
                return 1;
            }
            long passed = Math.round(counts.last() - counts.value(0)) + 1;
            return Math.max(1, passed / counts.size());
        }

        /// Whether both follow the same number.
        public boolean isSame(Pen other) {
            return is(other.connection, other.address, other.field);
        }

        boolean is(String otherConnection, String otherAddress, String otherField) {
            return connection.equals(otherConnection)
                    && address.equals(otherAddress)
                    && field.equals(otherField);
        }

        private Pen still() {
            Pen still = new Pen(connection, address, field, ring.still(), counts.still());
            still.unit = unit;
            still.count = count;
            still.updates = updates;
            still.quality = quality;
            return still;
        }

        void take(Outcome.LatestValue value) {
            FieldRecord record = value.record();
            for (Property property : record.properties()) {
                if (property.name().equals("unit")) {
                    unit = property.value();
                }
            }
            // An engine that was started anew counts from the beginning.
            boolean onward = updates > 0 && value.updates() >= updates;
            count += onward ? value.updates() - updates : 1;
            updates = value.updates();
            quality = record.quality();
            Double number = numbers(record).get(field);
            long at = Math.floorDiv(record.acceptTimeEpochNanos(), 1_000_000L);
            ring.add(at, number == null ? Double.NaN : number, quality);
            counts.add(at, (double) count);
        }
    }

    /// The numbers of a record by their names.
    public static Map<String, Double> numbers(FieldRecord record) {
        return JsonNumbers.of(new String(record.payload(), StandardCharsets.UTF_8));
    }

    public List<Pen> pens() {
        return List.copyOf(pens);
    }

    /// What they hold now; nothing is ever added to that.
    public List<Pen> still() {
        return pens.stream().map(Pen::still).toList();
    }

    /// Follows a number from now on.
    ///
    /// @return false if there are as many as can be told apart
    public boolean add(String connection, String address, String field) {
        if (pens.stream().anyMatch(pen -> pen.is(connection, address, field))) {
            return true;
        }
        if (pens.size() == PENS_MAX) {
            return false;
        }
        TimeRing ring = new TimeRing(POINTS_MAX);
        pens.add(new Pen(connection, address, field, ring, new TimeRing(POINTS_MAX)));
        return true;
    }

    public void remove(String connection, String address, String field) {
        pens.removeIf(pen -> pen.is(connection, address, field));
    }

    public void clear() {
        pens.clear();
    }

    /// Takes what was answered, and asks anew.
    void beat(Gateway gateway) {
        if (!due.stream().allMatch(CompletableFuture::isDone)) {
            return;
        }
        for (CompletableFuture<Outcome> answer : due) {
            if (answer.state() == Future.State.SUCCESS
                    && answer.resultNow() instanceof Outcome.LatestRead read) {
                read.values().forEach(this::take);
            }
        }
        due.clear();
        pens.stream()
                .map(Pen::address)
                .distinct()
                .map(address -> new Command.ReadLatest(address, SAME_ADDRESS_MAX))
                .forEach(asked -> due.add(gateway.submit(asked).toCompletableFuture()));
    }

    private void take(Outcome.LatestValue value) {
        for (Pen pen : pens) {
            FieldRecord record = value.record();
            if (pen.connection().equals(record.connection())
                    && pen.address().equals(record.address())) {
                pen.take(value);
            }
        }
    }
}
