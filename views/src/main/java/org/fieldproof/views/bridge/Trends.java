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

    private static final int SAME_ADDRESS_MAX = 8;

    private final List<Pen> pens = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> due = new ArrayList<>();

    /// A number of an address over time.
    public static final class Pen {
        private final String address;
        private final String field;
        private final TimeRing ring;
        private String unit = "";
        private long firstUpdate = -1;
        private long updates;
        private Quality quality = Quality.GOOD;

        Pen(String address, String field, TimeRing ring) {
            this.address = address;
            this.field = field;
            this.ring = ring;
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

        /// One of how many numbers was seen here.
        public long sampledOneOf() {
            int seen = Math.max(1, ring.size());
            return firstUpdate < 0 ? 1 : Math.max(1, (updates - firstUpdate + 1) / seen);
        }

        boolean is(String otherAddress, String otherField) {
            return address.equals(otherAddress) && field.equals(otherField);
        }

        private Pen still() {
            Pen still = new Pen(address, field, ring.still());
            still.unit = unit;
            still.firstUpdate = firstUpdate;
            still.updates = updates;
            still.quality = quality;
            return still;
        }

        private void take(Outcome.LatestValue value) {
            FieldRecord record = value.record();
            for (Property property : record.properties()) {
                if (property.name().equals("unit")) {
                    unit = property.value();
                }
            }
            if (firstUpdate < 0 || value.updates() < updates) {
                firstUpdate = value.updates();
            }
            updates = value.updates();
            quality = record.quality();
            Double number = numbers(record).get(field);
            ring.add(
                    Math.floorDiv(record.acceptTimeEpochNanos(), 1_000_000L),
                    number == null ? Double.NaN : number,
                    quality);
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
    public boolean add(String address, String field) {
        if (pens.stream().anyMatch(pen -> pen.is(address, field))) {
            return true;
        }
        if (pens.size() == PENS_MAX) {
            return false;
        }
        pens.add(new Pen(address, field, new TimeRing(POINTS_MAX)));
        return true;
    }

    public void remove(String address, String field) {
        pens.removeIf(pen -> pen.is(address, field));
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
            if (pen.address().equals(value.record().address())) {
                pen.take(value);
            }
        }
    }
}
