package org.fieldproof.connector.mqtt.listener;

import java.util.Map;
import java.util.function.Function;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.jspecify.annotations.Nullable;

/// An endpoint as the engine sees it. Whether its messages go into the gateway, or only to its
/// subscribers, is decided by its ingress.
final class MqttEndpointSource implements Source {
    private final SourceHost host;
    private final ListenerConfig config;
    private final Function<Broker, Ingress> ingress;
    private volatile @Nullable ListenerServer server;

    MqttEndpointSource(SourceHost host, ListenerConfig config, Function<Broker, Ingress> ingress) {
        this.host = host;
        this.config = config;
        this.ingress = ingress;
    }

    @Override
    public void start() throws ConnectorException {
        host.state(ConnectorState.STARTING, null);
        ListenerServer starting = null;
        try {
            starting = new ListenerServer(host, config, ingress);
            Endpoint listening = starting.start();
            server = starting;
            host.listening(listening);
            tell(listening, host.links().front(host.id(), listening));
            host.state(ConnectorState.UP, null);
        } catch (ConnectorException refused) {
            server = null;
            if (starting != null) {
                starting.stop(0);
            }
            host.state(ConnectorState.FAULTED, refused.problem());
            throw refused;
        }
    }

    /// With port 0, or with a link in between, people need to be told where to dial.
    private void tell(Endpoint listening, Endpoint front) {
        String link = front.equals(listening) ? "" : "; through its link at " + front;
        host.event(
                GatewayEvent.Level.INFO,
                "MQTT-0100",
                "connection " + host.id(),
                "Listening on "
                        + listening
                        + (config.tls().isPresent() ? " with TLS" : "")
                        + link
                        + ".",
                Map.of("endpoint", listening.toString(), "front", front.toString()));
    }

    @Override
    public void stop(long graceMillis) {
        ListenerServer running = server;
        if (running != null) {
            running.stop(graceMillis);
            server = null;
            host.state(ConnectorState.STOPPED, null);
        }
    }

    @Override
    public long inFlight() {
        ListenerServer running = server;
        return running == null ? 0 : running.broker().inFlight();
    }
}
