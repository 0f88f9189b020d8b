package org.fieldproof.connector.mqtt.listener;

import java.util.Optional;

/// What became of a client at the door.
sealed interface Entry {

    /// It may come in.
    ///
    /// @param deviceId what its records are known by
    /// @param owner whose session it is; another owner cannot take it over
    /// @param identity what proved who it is, for people
    /// @param certified true where a client certificate proved it
    record Granted(
            String deviceId,
            String owner,
            String identity,
            Optional<ListenerConfig.User> user,
            boolean mayPublish,
            boolean certified)
            implements Entry {}

    /// It stays outside.
    ///
    /// @param reason code of MQTT 5
    /// @param code of the event
    /// @param message the cause, without its object
    record Refused(int reason, String code, String message, String remedy) implements Entry {}
}
