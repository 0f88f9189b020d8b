package org.fieldproof.api.spi;

/// A device as its source knows it. The engine hands it out once per device id and keeps the
/// counters behind it; the source reports what it sees of the device's line. Any thread may call
/// it.
public interface DeviceHandle {

    /// The device's id within its connection: from its certificate or its client id.
    String id();

    /// The device's line is up.
    ///
    /// @param peer remote address in words, such as `127.0.0.1:51022`
    /// @param identity what proved who it is, such as `CN=press-01 · sha256 7f3a…`, or
    ///     `anonymous`
    void connected(String peer, String identity);

    /// The device's line is down; `reason` is a sentence for people.
    void disconnected(String reason);
}
