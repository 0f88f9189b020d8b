package org.fieldproof.views.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.views.place.PerspectiveId;

/// The places that a person went to, for going back to them and forth again. Whoever goes elsewhere
/// from the middle leaves what lay ahead. Needs no toolkit; FX thread.
final class Visits {
    static final int STOPS_MAX = 50;

    private final List<Stop> stops = new ArrayList<>();
    private int at = -1;

    /// @param object what was chosen there by whoever led to it; empty if nothing was
    record Stop(PerspectiveId page, String object) {}

    /// Somebody went there.
    void went(Stop stop) {
        if (at >= 0 && isPresent(stop)) {
            return;
        }
        stops.subList(at + 1, stops.size()).clear();
        stops.add(stop);
        if (stops.size() > STOPS_MAX) {
            stops.removeFirst();
        }
        at = stops.size() - 1;
    }

    /// Whoever asks for the page he is on goes nowhere.
    private boolean isPresent(Stop stop) {
        Stop present = stops.get(at);
        return present.equals(stop)
                || (stop.object().isEmpty() && present.page().equals(stop.page()));
    }

    boolean leads(int by) {
        return at + by >= 0 && at + by < stops.size();
    }

    /// Goes one place back (-1) or forth (1); empty where there is none.
    Optional<Stop> go(int by) {
        if (!leads(by)) {
            return Optional.empty();
        }
        at += by;
        return Optional.of(stops.get(at));
    }

    void clear() {
        stops.clear();
        at = -1;
    }
}
