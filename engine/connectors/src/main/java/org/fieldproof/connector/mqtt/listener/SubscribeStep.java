package org.fieldproof.connector.mqtt.listener;

import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.value.PrintableText;

/// Subscribing and unsubscribing (MQTT 5 sections 3.8 and 3.10). QoS 2 is granted as QoS 1.
/// Confined to the event loop.
final class SubscribeStep {
    /// Bounds what one client can make the tree hold.
    private static final int SUBSCRIPTIONS_PER_SESSION_MAX = 1_000;

    private final Broker broker;

    SubscribeStep(Broker broker) {
        this.broker = broker;
    }

    void subscribe(ClientLine line, MqttSubscribeMessage packet) throws PacketFault {
        Signed who = line.signed();
        List<MqttTopicSubscription> wanted = packet.payload().topicSubscriptions();
        if (wanted.isEmpty()) {
            throw new PacketFault(ReasonCode.PROTOCOL_ERROR, "a SUBSCRIBE without a filter");
        }
        int identifier =
                who.version5()
                        ? (int)
                                ConnectStep.number(
                                        packet.idAndPropertiesVariableHeader().properties(),
                                        MqttPropertyType.SUBSCRIPTION_IDENTIFIER,
                                        0)
                        : 0;
        List<Integer> reasons = new ArrayList<>(wanted.size());
        List<Subscription> fresh = new ArrayList<>();
        for (MqttTopicSubscription one : wanted) {
            reasons.add(subscribe(line, who, one, identifier, fresh));
        }
        line.writer().subAck(packet.variableHeader().messageId(), reasons);
        fresh.forEach(this::deliverRetained);
    }

    private int subscribe(
            ClientLine line,
            Signed who,
            MqttTopicSubscription one,
            int identifier,
            List<Subscription> fresh)
            throws PacketFault {
        String filter = one.topicFilter();
        boolean shared = who.version5() && TopicRules.isShared(filter);
        String plain = shared ? TopicRules.filterOf(filter) : filter;
        String fault = TopicRules.faultOfFilter(plain);
        if (fault.isEmpty() && shared && TopicRules.groupOf(filter).isEmpty()) {
            fault = "the shared subscription names no group";
        }
        if (fault.isEmpty() && !who.version5() && TopicRules.isShared(filter)) {
            fault = "shared subscriptions need MQTT 5";
        }
        if (!fault.isEmpty()) {
            tell(line, "MQTT-0135", filter, fault, "Correct the topic filter in the client.");
            return ReasonCode.TOPIC_FILTER_INVALID;
        }
        if (shared && one.option().isNoLocal()) {
            throw new PacketFault(ReasonCode.PROTOCOL_ERROR, "no local on a shared subscription");
        }
        if (!AccessRules.maySubscribe(who.entry(), plain)) {
            tell(
                    line,
                    "MQTT-0131",
                    filter,
                    "not permitted for this user",
                    "Permit the filter under subscribe of this user.");
            return ReasonCode.NOT_AUTHORIZED;
        }
        ClientSession session = who.session();
        boolean known = session.subscriptions.containsKey(filter);
        if (!known && session.subscriptions.size() >= SUBSCRIPTIONS_PER_SESSION_MAX) {
            return ReasonCode.QUOTA_EXCEEDED;
        }
        Subscription subscription =
                new Subscription(
                        session,
                        filter,
                        Math.min(1, one.option().qos().value()),
                        one.option().isNoLocal(),
                        one.option().isRetainAsPublished(),
                        identifier);
        broker.subscriptions.add(subscription);
        session.subscriptions.put(filter, subscription);
        RetainedHandlingPolicy policy = one.option().retainHandling();
        boolean send =
                policy == RetainedHandlingPolicy.SEND_AT_SUBSCRIBE
                        || (policy == RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS
                                && !known);
        if (send && !shared) {
            fresh.add(subscription);
        }
        return subscription.qos();
    }

    /// Through the outbox, whose bounds hold for a flood of retained messages as well.
    private void deliverRetained(Subscription subscription) {
        int[] identifiers =
                subscription.identifier() > 0
                        ? new int[] {subscription.identifier()}
                        : Delivery.NO_IDENTIFIERS;
        long now = broker.clock.nanoTime();
        for (Message message : broker.retained.matching(subscription.filter(), now)) {
            int qos = Math.min(subscription.qos(), message.qos());
            subscription.session().outbox.deliver(new Delivery(message, qos, true, identifiers));
        }
    }

    private void tell(ClientLine line, String code, String filter, String fault, String remedy) {
        broker.report.refused(
                code,
                line.name(),
                line.peer(),
                "its subscription to '" + PrintableText.of(filter) + "' was refused: " + fault,
                remedy);
    }

    void unsubscribe(ClientLine line, MqttUnsubscribeMessage packet) throws PacketFault {
        ClientSession session = line.signed().session();
        List<String> filters = packet.payload().topics();
        if (filters.isEmpty()) {
            throw new PacketFault(ReasonCode.PROTOCOL_ERROR, "an UNSUBSCRIBE without a filter");
        }
        List<Integer> reasons = new ArrayList<>(filters.size());
        for (String filter : filters) {
            boolean known = session.subscriptions.remove(filter) != null;
            if (known) {
                broker.subscriptions.remove(session, filter);
            }
            reasons.add(known ? ReasonCode.SUCCESS : ReasonCode.NO_SUBSCRIPTION_EXISTED);
        }
        line.writer().unsubAck(packet.variableHeader().messageId(), reasons);
    }
}
