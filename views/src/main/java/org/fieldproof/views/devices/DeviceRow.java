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
        String why) {}
