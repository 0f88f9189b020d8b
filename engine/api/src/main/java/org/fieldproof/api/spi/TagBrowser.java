package org.fieldproof.api.spi;

import java.util.List;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;

/// Looks around in a device that can tell what it has, for tools that pick tags. A connection of
/// its own, which only reads. Its calls block, each for a bounded time; one thread at a time.
public interface TagBrowser extends AutoCloseable {

    /// What lies directly under a place, in the device's order.
    ///
    /// @param place [Found#address()] of a place found before; empty for the top
    /// @param max most entries to return, 1 to 10,000
    /// @throws ConnectorException naming what refused and what to do
    List<Found> children(String place, int max) throws ConnectorException;

    /// The present values of addresses, one answer for each, in the same order. An address that
    /// cannot be read has quality BAD and says why in [Reading#status()].
    List<Reading> read(List<String> addresses) throws ConnectorException;

    @Override
    void close();

    /// One place or tag.
    ///
    /// @param address as a tag list writes it; stable over restarts of the device
    /// @param name for people
    /// @param hasValue true where it can be a tag
    /// @param mayHaveChildren true where [#children] may find more under it
    /// @param type the device's name of the value's type; empty where there is none
    record Found(
            String address, String name, boolean hasValue, boolean mayHaveChildren, String type) {}

    /// One value.
    ///
    /// @param status the device's word for how good it is, such as `Good`
    /// @param sourceTimeEpochNanos the device's own timestamp, or 0 where it gave none
    record Reading(
            String address,
            TypedValue value,
            Quality quality,
            String status,
            long sourceTimeEpochNanos) {}
}
