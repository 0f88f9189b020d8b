package org.fieldproof.connector.mqtt.client;

import java.util.Locale;
import org.fieldproof.api.project.Problem;

/// Puts into words what a broker says to a PUBLISH, and decides whether it means this message or
/// this moment. Reason codes: MQTT 5, section 3.4.2.1.
final class PublishProblems {
    private final String object;

    PublishProblems(String object) {
        this.object = object;
    }

    /// What a reason code of 0x80 or above means for custody.
    sealed interface Meaning {
        /// The message is refused for good.
        record ThisMessage(Problem why) implements Meaning {}

        /// The broker does not take messages now; try again.
        record ThisMoment(Problem why) implements Meaning {}
    }

    Meaning of(int reasonCode, String reason) {
        String words = reason.toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (reasonCode) {
            case 0x90 ->
                    message(
                            MqttCodes.TOPIC_REFUSED,
                            "The broker refuses the topic (" + words + ").",
                            "Change the topic template, or allow the topic at the broker.");
            case 0x99 ->
                    message(
                            MqttCodes.PAYLOAD_REFUSED,
                            "The broker refuses the payload: it is not what its format says.",
                            "Mend the device's payload; it declares text that is not UTF-8.");
            case 0x95 -> tooLarge();
            case 0x97 ->
                    moment(
                            MqttCodes.QUOTA,
                            "The broker's quota is used up.",
                            "Nothing is lost; raise the quota or wait.");
            case 0x87 ->
                    moment(
                            MqttCodes.PUBLISH_NOT_AUTHORISED,
                            "The broker does not allow us to publish there.",
                            "Nothing is lost; allow this client to publish to the topic.");
            default ->
                    moment(
                            MqttCodes.PUBLISH_REFUSED,
                            "The broker does not take the message (" + words + ").",
                            "Nothing is lost; the broker's log says more.");
        };
    }

    Meaning tooLarge() {
        return message(
                MqttCodes.TOO_LARGE,
                "The message is larger than the broker takes.",
                "Raise the broker's largest packet, or make the payload smaller.");
    }

    Meaning unsendable(Throwable why) {
        return message(
                MqttCodes.TOPIC_INVALID,
                "The record cannot be put into an MQTT message: " + why.getMessage() + ".",
                "Change the topic template, or the device's topic.");
    }

    private Meaning message(String code, String message, String remedy) {
        return new Meaning.ThisMessage(Problem.error(code, object, message, remedy));
    }

    private Meaning moment(String code, String message, String remedy) {
        return new Meaning.ThisMoment(Problem.error(code, object, message, remedy));
    }
}
