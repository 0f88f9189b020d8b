package org.fieldproof.api.spi;

import java.util.Map;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// What the engine lends to any connector, source or sink. Any thread may call it.
public interface ConnectorHost extends ConnectorContext {

    /// Where to dial or to be dialled: the address may lead through a fault proxy. Host names for
    /// TLS checks stay those of the configuration.
    LinkTable links();

    /// Figures of the connector's own about its line.
    default Meters meters() {
        return Meters.unseen();
    }

    /// Reports a change of state; the problem says why when the state is not UP. Also recorded as
    /// an event where the state differs from the last one.
    void state(ConnectorState state, @Nullable Problem why);

    /// Records something that happened at run time and is no change of state, such as a refused
    /// client: it shows in the journal and on the command line. The caller limits its own rate.
    ///
    /// @param code stable and documented, such as `MQTT-0120`
    /// @param object what it happened to, such as `connection devices`
    /// @param message the cause and what to do, in sentences for people; never a secret
    /// @param detail names and values a script may want, such as `peer`
    void event(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail);

    /// Starts a named platform thread that the engine waits for on stop. Never interrupted.
    Thread startThread(String name, Runnable body);

    /// Publishes the endpoint this connector listens on (its real port where 0 was configured).
    void listening(Endpoint endpoint);
}
