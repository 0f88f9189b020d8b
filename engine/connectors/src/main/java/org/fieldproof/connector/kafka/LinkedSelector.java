package org.fieldproof.connector.kafka;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selectable;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;

/// Leads a producer's lines through the link table, so that a drill can cut them.
///
/// Kafka's client dials what brokers say of themselves and has no place to say otherwise. So the
/// one object that opens its sockets is wrapped, by reflection, and only where the project asks
/// for a link; a producer without one is untouched. The wrapped object keeps the broker's name in
/// the address, so that certificates are checked against it. The very first question to a
/// bootstrap server may be on its way already when this is done; records never are.
final class LinkedSelector implements Selectable {
    private final Selectable inner;
    private final LinkTable links;
    private final String connectorId;

    private LinkedSelector(Selectable inner, LinkTable links, String connectorId) {
        this.inner = inner;
        this.links = links;
        this.connectorId = connectorId;
    }

    /// @throws ReflectiveOperationException where this version of Kafka's client is built another
    ///     way
    static void into(KafkaProducer<?, ?> producer, LinkTable links, String connectorId)
            throws ReflectiveOperationException {
        Object client = valueOf(valueOf(producer, "sender"), "client");
        Field selector = field(client, "selector");
        selector.set(
                client, new LinkedSelector((Selectable) selector.get(client), links, connectorId));
    }

    private static Object valueOf(Object owner, String name) throws ReflectiveOperationException {
        return field(owner, name).get(owner);
    }

    private static Field field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public void connect(String id, InetSocketAddress address, int sendBytes, int receiveBytes)
            throws IOException {
        String name = address.getHostString();
        try {
            Endpoint to = links.dial(connectorId, new Endpoint(name, address.getPort()));
            byte[] bytes = InetAddress.getByName(to.host()).getAddress();
            InetSocketAddress linked =
                    new InetSocketAddress(InetAddress.getByAddress(name, bytes), to.port());
            inner.connect(id, linked, sendBytes, receiveBytes);
        } catch (ConnectorException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void wakeup() {
        inner.wakeup();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public void close(String id) {
        inner.close(id);
    }

    @Override
    public void send(NetworkSend send) {
        inner.send(send);
    }

    @Override
    public void poll(long timeoutMillis) throws IOException {
        inner.poll(timeoutMillis);
    }

    @Override
    public List<NetworkSend> completedSends() {
        return inner.completedSends();
    }

    @Override
    public Collection<NetworkReceive> completedReceives() {
        return inner.completedReceives();
    }

    @Override
    public Map<String, ChannelState> disconnected() {
        return inner.disconnected();
    }

    @Override
    public List<String> connected() {
        return inner.connected();
    }

    @Override
    public void mute(String id) {
        inner.mute(id);
    }

    @Override
    public void unmute(String id) {
        inner.unmute(id);
    }

    @Override
    public void muteAll() {
        inner.muteAll();
    }

    @Override
    public void unmuteAll() {
        inner.unmuteAll();
    }

    @Override
    public boolean isChannelReady(String id) {
        return inner.isChannelReady(id);
    }
}
