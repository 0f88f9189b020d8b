package org.fieldproof.api.spi;

/// What the engine lends to a source.
public interface SourceHost extends ConnectorHost {

    /// The door for this connection's records.
    Intake intake();

    /// The handle of a device, made on first sight. Handles are cheap to look up and safe to
    /// keep.
    DeviceHandle device(String deviceId);
}
