package org.fieldproof.api.spi;

import java.util.List;

/// What devices say they sent, in their own counting: the expectation of a drill. Any thread may
/// call.
public interface PublisherLedger {

    /// The devices whose counting this is.
    List<String> devices();

    /// How a record shows the device's counter: a JSON pointer (RFC 6901) into its payload.
    String counterPointer();

    /// A copy of what one device has to say now.
    DeviceCount count(String device);

    /// One device's own account. Counters are contiguous: `firstCounter..lastCounter` were all
    /// handed to the socket at least once.
    ///
    /// @param identity subject and fingerprint of the certificate it shows, or its client id
    /// @param firstCounter first counter sent since the device started; 0 if none yet
    /// @param lastCounter last counter sent; 0 if none yet
    /// @param acknowledged how many of them were acknowledged by the gateway (PUBACK, PUBCOMP)
    record DeviceCount(
            String device,
            String identity,
            long firstCounter,
            long lastCounter,
            long acknowledged) {}
}
