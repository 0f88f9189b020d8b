package org.fieldproof.engine.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.spi.Companion;
import org.fieldproof.engine.telemetry.EventRecorder;

/// Who sends records along with those of others, by address. Any thread; joining and leaving take
/// this object's monitor, a record takes that of the companion it is shown to.
public final class Companions {
    private final EventRecorder events;

    private final Called nobody = new Called("", List.of());

    // Volatile: replaced as a whole, so that records at the door pass without a lock.
    private volatile Map<String, List<Escort>> byAddress = Map.of();

    public Companions(EventRecorder events) {
        this.events = events;
    }

    /// A companion and the door it sends through. Its monitor is held from being shown a record
    /// until what is sent along stands in the log's queue: the order of its records there is the
    /// order in which it saw their causes.
    private static final class Escort {
        final ConnectionIntake door;
        final Companion companion;
        boolean hasFailed;

        Escort(ConnectionIntake door, Companion companion) {
            this.door = door;
            this.companion = companion;
        }
    }

    /// Shows records of these addresses to a companion that sends through this door.
    public synchronized void join(
            ConnectionIntake door, Set<String> addresses, Companion companion) {
        Map<String, List<Escort>> next = without(door);
        Escort escort = new Escort(door, companion);
        for (String address : addresses) {
            List<Escort> escorts = new ArrayList<>(next.getOrDefault(address, List.of()));
            escorts.add(escort);
            next.put(address, List.copyOf(escorts));
        }
        byAddress = Map.copyOf(next);
    }

    /// Nothing more is sent through this door.
    public synchronized void leave(ConnectionIntake door) {
        if (!byAddress.isEmpty()) {
            byAddress = Map.copyOf(without(door));
        }
    }

    private Map<String, List<Escort>> without(ConnectionIntake door) {
        Map<String, List<Escort>> rest = new HashMap<>();
        byAddress.forEach(
                (address, escorts) -> {
                    List<Escort> others =
                            escorts.stream().filter(escort -> escort.door != door).toList();
                    if (!others.isEmpty()) {
                        rest.put(address, others);
                    }
                });
        return rest;
    }

    /// The companions of one record.
    final class Called {
        private final String connection;
        private final List<Escort> escorts;

        private Called(String connection, List<Escort> escorts) {
            this.connection = connection;
            this.escorts = escorts;
        }

        /// Lets them send along what belongs to the record, before it.
        void sendAlong(InboundRecord record) {
            for (Escort escort : escorts) {
                Companions.this.sendAlong(escort, connection, record);
            }
        }
    }

    /// Who is shown a record; nobody is shown what a connection brings that accompanies others.
    Called call(ConnectionIntake from, InboundRecord record) {
        Map<String, List<Escort>> all = byAddress;
        if (all.isEmpty() || from.accompanies()) {
            return nobody;
        }
        List<Escort> escorts = all.get(record.address());
        return escorts == null ? nobody : new Called(from.connection(), escorts);
    }

    private void sendAlong(Escort escort, String connection, InboundRecord record) {
        synchronized (escort) {
            try {
                escort.companion.along(connection, record).ifPresent(escort.door::sendAlong);
            } catch (RuntimeException | Error e) {
                // A guest's mistake must not cost the record that it was shown its way in.
                if (!escort.hasFailed) {
                    escort.hasFailed = true;
                    events.error(
                            "APP-0303",
                            "connection " + escort.door.connection(),
                            "The source failed when shown a record at "
                                    + record.address()
                                    + ", which goes its way without: "
                                    + e);
                }
            }
        }
    }
}
