package org.fieldproof.views.devices;

import org.fieldproof.views.control.StateText;

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
        String why) {

    /// The name on the certificate without its fingerprint, which the inspector shows whole.
    String shortIdentity() {
        int end = identity.indexOf(" \u00b7 ");
        return end < 0 ? identity : identity.substring(0, end);
    }
}
