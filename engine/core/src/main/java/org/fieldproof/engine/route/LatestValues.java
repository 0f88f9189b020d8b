package org.fieldproof.engine.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldproof.api.command.AddressLevels;
import org.fieldproof.api.command.Outcome.LatestRead;
import org.fieldproof.api.command.Outcome.LatestValue;
import org.fieldproof.api.command.Outcome.LevelsRead;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.LookAlikes;
import org.fieldproof.engine.record.Shortened;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.jspecify.annotations.Nullable;

/// The newest record of every address, and with it the lanes that the address leads to, so that a
/// known address is looked up once for both. Bounded in addresses and in bytes: beyond that an
/// address is routed all the same, only not remembered.
///
/// The dispatcher writes; any thread reads.
final class LatestValues {
    static final int ADDRESSES_MAX = 100_000;
    static final int ALIKE_TOLD_MAX = 20;

    /// Two of them, and what is said of them, are within what an event holds.
    static final int ADDRESS_SHOWN_CHARS = 1_500;

    private static final long BYTES_MAX = 32L << 20;

    private final RouteTable routes;
    private final EventRecorder events;
    private final Map<String, Map<String, Address>> byConnection = new ConcurrentHashMap<>();
    private int addresses;
    private long bytes;
    private boolean fullTold;
    private int alikeTold;

    /// The addresses with other than plain characters, by what a person sees of them; the first of
    /// each. The dispatcher's alone.
    private final Map<String, Met> bySight = new HashMap<>();

    // Volatile: written by the dispatcher alone.
    private volatile int addressTotal;

    /// An address, and the connection that it was first met at.
    private record Met(String address, String connection) {}

    /// One address of one connection.
    private static final class Address {
        private final int[] lanes;
        private volatile FieldRecord newest;
        private volatile long updates = 1;

        Address(int[] lanes, FieldRecord newest) {
            this.lanes = lanes;
            this.newest = newest;
        }
    }

    LatestValues(RouteTable routes, EventRecorder events) {
        this.routes = routes;
        this.events = events;
    }

    /// The dispatcher's call for every record: remembers it and gives its lanes.
    @SuppressWarnings("NonAtomicVolatileUpdate") // the dispatcher is the only writer
    int[] take(FieldRecord record) {
        Map<String, Address> known = byConnection.get(record.connection());
        @Nullable Address address = known == null ? null : known.get(record.address());
        if (address == null) {
            return takeNew(record);
        }
        FieldRecord kept = Shortened.of(record);
        bytes += kept.payload().length - address.newest.payload().length;
        address.newest = kept;
        address.updates++;
        return address.lanes;
    }

    /// The lanes of a record that is met once more: it is not the newest.
    int[] lanesOf(FieldRecord record) {
        Map<String, Address> known = byConnection.get(record.connection());
        @Nullable Address address = known == null ? null : known.get(record.address());
        return address == null
                ? routes.lanesOf(record.connection(), record.address())
                : address.lanes;
    }

    private int[] takeNew(FieldRecord record) {
        int[] lanes = routes.lanesOf(record.connection(), record.address());
        if (addresses < ADDRESSES_MAX && bytes < BYTES_MAX) {
            FieldRecord kept = Shortened.of(record);
            byConnection
                    .computeIfAbsent(record.connection(), id -> new ConcurrentHashMap<>())
                    .put(record.address(), new Address(lanes, kept));
            addresses++;
            addressTotal = addresses;
            bytes += kept.payload().length + 2L * record.address().length();
            compareBySight(record);
        } else if (!fullTold) {
            fullTold = true;
            tellFull(record);
        }
        return lanes;
    }

    /// Two addresses that look alike are two addresses; a person is told, who may think them one.
    private void compareBySight(FieldRecord record) {
        String address = record.address();
        String seen = LookAlikes.seen(address);
        @Nullable Met other = bySight.get(seen);
        if (!LookAlikes.isPlain(address) && other == null) {
            bySight.put(seen, new Met(address, record.connection()));
            bytes += 2L * (seen.length() + address.length());
            other = known(seen);
        }
        if (other == null || other.address().equals(address) || alikeTold == ALIKE_TOLD_MAX) {
            return;
        }
        alikeTold++;
        events.record(
                GatewayEvent.Level.WARNING,
                "APP-0307",
                "connection " + record.connection(),
                "Two addresses look alike and are two: "
                        + shown(other)
                        + " and "
                        + shown(new Met(address, record.connection()))
                        + ". Each is kept and delivered by itself. If one is meant, let the devices"
                        + " write it in one way."
                        + (alikeTold == ALIKE_TOLD_MAX ? " Further ones are not told." : ""),
                Map.of("address", address, "other", other.address()));
    }

    private @Nullable Met known(String address) {
        for (Map.Entry<String, Map<String, Address>> each : byConnection.entrySet()) {
            if (each.getValue().containsKey(address)) {
                return new Met(address, each.getKey());
            }
        }
        return null;
    }

    /// Each by itself at a length that leaves room for the other.
    private static String shown(Met met) {
        String spelled = LookAlikes.spelled(met.address());
        String fits =
                spelled.length() <= ADDRESS_SHOWN_CHARS
                        ? spelled
                        : spelled.substring(0, ADDRESS_SHOWN_CHARS / 2)
                                + "…"
                                + spelled.substring(spelled.length() - ADDRESS_SHOWN_CHARS / 2);
        return fits + " (" + met.connection() + ")";
    }

    /// Once: it stays so until the gateway starts again.
    private void tellFull(FieldRecord first) {
        events.record(
                GatewayEvent.Level.WARNING,
                "APP-0306",
                "connection " + first.connection(),
                "There are too many addresses to remember the latest value of each (at most "
                        + ADDRESSES_MAX
                        + ", and "
                        + (BYTES_MAX >> 20)
                        + " MiB). Those that come later, "
                        + first.address()
                        + " first, are delivered as the others are, but not shown among the latest"
                        + " values.",
                Map.of("address", first.address()));
    }

    /// Newest values of the addresses that match, by address. One that is named in full is looked
    /// up, not searched for: whoever follows it asks several times a second.
    LatestRead read(String filter, int max) {
        List<LatestValue> found = new ArrayList<>();
        if (!TopicTrie.isWild(filter)) {
            for (Map<String, Address> ofConnection : byConnection.values()) {
                Address address = ofConnection.get(filter);
                if (address != null) {
                    found.add(new LatestValue(address.newest, address.updates));
                }
            }
            return first(found, max);
        }
        TopicTrie.Matcher wanted = new TopicTrie().add(filter, 0).matcher();
        for (Map<String, Address> ofConnection : byConnection.values()) {
            for (Map.Entry<String, Address> each : ofConnection.entrySet()) {
                if (wanted.match(each.getKey()) > 0) {
                    Address address = each.getValue();
                    found.add(new LatestValue(address.newest, address.updates));
                }
            }
        }
        return first(found, max);
    }

    /// The levels that follow a prefix, over all connections.
    LevelsRead levels(String prefix, int max) {
        AddressLevels levels = new AddressLevels(prefix);
        for (Map<String, Address> ofConnection : byConnection.values()) {
            ofConnection.forEach((address, of) -> levels.add(address, of.updates));
        }
        return levels.first(max);
    }

    /// In the same order at every call, also where two connections have the same address.
    private LatestRead first(List<LatestValue> found, int max) {
        found.sort(
                Comparator.comparing((LatestValue value) -> value.record().address())
                        .thenComparing(value -> value.record().connection()));
        return new LatestRead(found.subList(0, Math.min(max, found.size())), addressTotal);
    }
}
