package org.fieldproof.connector.mqtt.client;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import io.netty.channel.EventLoopGroup;
import io.reactivex.schedulers.Schedulers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Everything one connection needs, resolved: no names left to look up, no secrets to fetch.
///
/// @param address carries the configured host as its name and the address to dial as its bytes;
///     so the certificate is checked against the configured host wherever the socket leads
/// @param sendMaximum most unacknowledged messages towards the broker
record LineSettings(
        MqttVersionChoice version,
        String clientId,
        InetSocketAddress address,
        Optional<MqttClientSslConfig> tls,
        Optional<Login> login,
        Duration keepAlive,
        Duration connectTimeout,
        Session session,
        int receiveMaximum,
        int sendMaximum,
        EventLoopGroup loop) {

    /// User and password as they go over the line.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Login(String user, byte[] password) {
        /// Keeps the password out of logs.
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /// How long the broker keeps what it knows of us.
    record Session(boolean cleanStart, long expirySeconds) {
        static final Session NONE = new Session(true, 0);
    }

    MqttClientTransportConfig transport() {
        long millis = connectTimeout.toMillis();
        return MqttClientTransportConfig.builder()
                .serverAddress(address)
                .sslConfig(tls.orElse(null))
                .socketConnectTimeout(millis, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(millis, TimeUnit.MILLISECONDS)
                .build();
    }

    /// Callbacks run on the event loop itself: none of ours blocks, and a hop per message would
    /// cost more than the message.
    MqttClientExecutorConfig executor() {
        return MqttClientExecutorConfig.builder()
                .nettyExecutor(loop)
                .applicationScheduler(Schedulers.trampoline())
                .build();
    }

    int keepAliveSeconds() {
        return Math.clamp(keepAlive.toSeconds(), 1, 65_535);
    }

    BrokerLine line(BrokerLine.Listener listener) {
        return switch (version) {
            case V5 -> new Mqtt5Line(this, listener);
            case V311 -> new Mqtt3Line(this, listener);
        };
    }
}
