package org.fieldproof.drill.ledger;

/// What one device says it sent during a run, in its own counting. Counts of -1 are unknown.
///
/// @param identity what proves who it is: subject and fingerprint of its certificate
/// @param counted false for a device that does not count its messages; nothing is expected of it
///     beyond what the log shows
/// @param startCounter last counter sent before the run began
/// @param endCounter last counter that belongs to the run
/// @param acknowledgedThrough every counter up to this one was acknowledged to the device
public record DeviceLedger(
        String device,
        String identity,
        boolean counted,
        long startCounter,
        long endCounter,
        long acknowledgedThrough) {

    /// A device that appears in the log and does not count its own messages.
    public static DeviceLedger uncounted(String device) {
        return new DeviceLedger(device, "", false, -1, -1, -1);
    }

    /// Whether every count is there and they fit each other.
    public boolean known() {
        return counted
                && startCounter >= 0
                && endCounter >= startCounter
                && acknowledgedThrough >= 0;
    }

    /// Messages handed to the socket during the run; -1 if unknown.
    public long sent() {
        return known() ? endCounter - startCounter : -1;
    }

    /// Whether a counter belongs to the run.
    boolean inWindow(long counter) {
        return counter > startCounter && counter <= endCounter;
    }
}
