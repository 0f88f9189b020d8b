package org.fieldproof.connector.mqtt.client;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.fieldproof.api.record.Property;

/// One connection to a broker, used once: connect, use, close. It never reconnects by itself, so
/// that whoever owns it decides what a lost line means. Two implementations, one per protocol
/// version. Any thread may call it; callbacks come on the connector's event loop.
interface BrokerLine {

    /// Opens the socket and waits for CONNACK. Fails with the library's exception, which
    /// [ConnectProblems] puts into words.
    ///
    /// @return whether the broker had a session of ours
    CompletionStage<Boolean> connect();

    /// Subscribes; the answer has one reason code per subscription, in order.
    CompletionStage<List<Integer>> subscribe(List<Subscription> subscriptions);

    /// Publishes without waiting. Calls from one thread keep their order on the line. `answer` is
    /// called exactly once, at once if the line is down.
    void publish(OutgoingPublish publish, Consumer<PublishAnswer> answer);

    boolean connected();

    /// Sends DISCONNECT if the line is up. Completes, never exceptionally, when that has gone out
    /// or cannot.
    CompletionStage<Void> disconnect();

    /// One subscription.
    ///
    /// @param filter with `$share/GROUP/` in front where shared
    /// @param retained whether messages the broker had retained before are wanted, once
    record Subscription(String filter, int qos, boolean retained) {}

    /// A message to be published.
    @SuppressWarnings("ArrayRecordComponent") // shared with the record, never written to
    record OutgoingPublish(
            String topic,
            byte[] payload,
            int qos,
            boolean retain,
            boolean text,
            List<Property> properties) {}

    /// A message that came.
    @SuppressWarnings("ArrayRecordComponent") // handed on to the engine, which then owns it
    record ArrivedPublish(
            String topic,
            byte[] payload,
            int qos,
            boolean retained,
            boolean text,
            List<Property> properties,
            Runnable acknowledge) {}

    /// What the broker said to a PUBLISH.
    sealed interface PublishAnswer {
        /// It has it.
        record Acknowledged() implements PublishAnswer {}

        /// It does not want it.
        ///
        /// @param reasonCode as in MQTT 5 section 2.4, 0x80 or above
        record Refused(int reasonCode, String reason) implements PublishAnswer {}

        /// It could not be sent as it is, on any line.
        record Unsendable(Throwable why) implements PublishAnswer {}

        /// Nothing was heard: the line went down.
        record Unknown(Throwable why) implements PublishAnswer {}
    }

    /// Who hears of arrivals and of the end of the line, on the event loop. Must not block.
    interface Listener {
        /// A message came. Must not throw: the library would stop delivering for good.
        void arrived(ArrivedPublish publish);

        /// The line is down after it was up.
        ///
        /// @param byPeer true if the broker closed it
        void lost(Throwable cause, boolean byPeer);

        /// For a line that receives nothing.
        static Listener ofLoss(Consumer<Throwable> lost) {
            return new Listener() {
                @Override
                public void arrived(ArrivedPublish publish) {
                    // Not subscribed to anything; acknowledged so that nothing can pile up.
                    publish.acknowledge().run();
                }

                @Override
                public void lost(Throwable cause, boolean byPeer) {
                    lost.accept(cause);
                }
            };
        }
    }
}
