package org.fieldproof.api.doctor;

import java.util.Optional;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;

/// What the TLS step is to look at, with the words for what a person does on either side.
///
/// @param target its host is the name that the peer's certificate must carry
/// @param trust whom we believe
/// @param own what we show; empty for nothing
/// @param peer the peer in words, such as `the broker`
/// @param trustField where the configuration says whom we believe, such as `tls.trust`
/// @param ownField where the configuration says what we show, such as `tls.identity`
/// @param peerSteps what to click or edit at the peer so that it accepts our certificate, such as
///     `Add our authority to the file that cafile names in mosquitto.conf, then restart it.`
public record TlsRequest(
        Endpoint target,
        TlsIdentity trust,
        Optional<TlsIdentity> own,
        String peer,
        String trustField,
        String ownField,
        String peerSteps) {}
