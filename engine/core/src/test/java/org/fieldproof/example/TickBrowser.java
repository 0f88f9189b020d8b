package org.fieldproof.example;

import java.util.List;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.value.TypedValue;

/// What a clock that counts has: one tag. Whoever picks tags looks in here.
final class TickBrowser implements TagBrowser {
    private static final String TICK = "clock/tick";

    @Override
    public List<Found> children(String place, int max) {
        return place.isEmpty() ? List.of(new Found(TICK, "tick", true, false, "Text")) : List.of();
    }

    @Override
    public List<Reading> read(List<String> addresses) {
        return addresses.stream().map(TickBrowser::read).toList();
    }

    /// One answer for each, also for what is not there.
    private static Reading read(String address) {
        return address.equals(TICK)
                ? new Reading(address, new TypedValue.Bool(true), Quality.GOOD, "Good", 0)
                : new Reading(address, new TypedValue.Bool(false), Quality.BAD, "No such tag", 0);
    }

    @Override
    public void close() {}
}
