package org.fieldproof.api.drill;

/// The way to a store that lies in the gateway's own process. No line leads to it that could be
/// cut; a drill shuts this door instead, and whoever uses the store asks before each use and says
/// what went through. Any thread; no call blocks.
public interface StoreDoor {

    /// Whether the store may not be used now: then it is closed, and not opened again until the
    /// door is open.
    boolean isShut();

    /// The store was opened.
    void opened();

    /// The store was closed.
    void closed();

    /// A use was turned away because the door is shut.
    void refused();

    /// So many bytes of records were handed to the store.
    void carried(long bytes);
}
