package org.fieldproof.api.spi;

import java.util.Set;

/// What the engine lends to a source.
public interface SourceHost extends ConnectorHost {

    /// The door for this connection's records.
    Intake intake();

    /// From now on, until this source has stopped, shows the companion each record that another
    /// connection brings to one of these addresses. What is sent along comes from this connection,
    /// and is itself shown to nobody. Once for each source.
    ///
    /// @param addresses whole addresses, no filters
    void accompany(Set<String> addresses, Companion companion);

    /// The handle of a device, made on first sight. Handles are cheap to look up and safe to
    /// keep.
    DeviceHandle device(String deviceId);
}
