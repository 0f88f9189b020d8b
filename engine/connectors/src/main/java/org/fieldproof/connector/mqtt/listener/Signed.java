package org.fieldproof.connector.mqtt.listener;

import org.jspecify.annotations.Nullable;

/// What a client agreed on when it signed in.
///
/// @param receiveMax QoS 1 messages it takes without acknowledging
/// @param packetBytesMax largest packet it takes
/// @param keepAliveNanos 0 for none
record Signed(
        ClientSession session,
        Entry.Granted entry,
        boolean version5,
        int receiveMax,
        long packetBytesMax,
        long keepAliveNanos,
        @Nullable Will will) {}
