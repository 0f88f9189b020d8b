package org.fieldproof.api.spi;

/// Told once, when a record's fate at the door is known. Called on the log's writer thread: it
/// must return at once and never block, throw or do file I/O. A source typically queues the
/// acknowledgement for its own loop.
public interface Acceptance {

    /// The record is durable: an fdatasync that covers it has returned. Now, and not before, the
    /// source may acknowledge it to the device.
    void accepted(long seq);

    /// The record was not made durable and must not be acknowledged; the device will send it
    /// again.
    void refused(String reason);
}
