package org.fieldproof.api.event;

import java.util.List;

/// A page of the journal.
///
/// @param firstKept oldest number still held; older ones were let go of, and a reader can tell
/// @param lastSeq newest number given so far
public record EventPage(List<GatewayEvent> events, long firstKept, long lastSeq) {
    public EventPage {
        events = List.copyOf(events);
    }
}
