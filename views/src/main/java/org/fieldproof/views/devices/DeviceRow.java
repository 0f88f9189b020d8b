package org.fieldproof.views.devices;

import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Identities;

/// A device as a row.
record DeviceRow(
        String id,
        String connection,
        StateText state,
        String deviceClass,
        String identity,
        String peer,
        String age,
        String rate,
        String accepted,
        String reconnects,
        String why,
        String location) {

    /// The name on the certificate without its fingerprint, which the inspector shows whole.
    String shortIdentity() {
        return Identities.brief(identity);
    }
}
