package org.fieldproof.views.action;

/// Where a key means an action. Single letters mean something only where nobody is typing.
public enum KeyScope {
    /// Everywhere.
    CONSOLE,
    /// The canvas; most of its keys only while the draft is edited.
    CANVAS,
    /// The bar of time.
    TIME_BAR,
    /// All of the page with the devices.
    DEVICES,
    /// All of the page with live values.
    LIVE,
    /// The list of live values.
    LIVE_LIST,
    /// The diagrams of trends.
    TRENDS,
    /// The messages of a wire.
    WIRE,
    /// The list of quarantined records.
    QUARANTINE,
    /// The list of alarms.
    ALARMS,
    /// The list of drills.
    DRILLS,
    /// The list of evidence.
    EVIDENCE;

    /// Whether a key of one would be taken by the other as well.
    boolean meets(KeyScope other) {
        return this == other || holds(other) || other.holds(this);
    }

    private boolean holds(KeyScope other) {
        return this == CONSOLE || (this == LIVE && (other == LIVE_LIST || other == TRENDS));
    }
}
