package org.fieldproof.connector.kafka;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.connector.tls.CertificateFault;
import org.jspecify.annotations.Nullable;

/// Puts into words what a cluster answers, and what it does not.
final class KafkaProblems {
    private static final int QUOTE_MAX = 300;

    private final String object;
    private final String servers;
    private final String topic;

    KafkaProblems(String connectorId, KafkaConfig config) {
        this.object = "destination " + connectorId;
        this.servers = config.servers().toString();
        this.topic = config.topic();
    }

    /// What a failure means for one message; null where it means the destination.
    @Nullable Problem ofMessage(Throwable failure) {
        if (has(failure, RecordTooLargeException.class)
                || has(failure, RecordBatchTooLargeException.class)) {
            return problem(
                    "KAFK-0301",
                    "The message is too large: " + quoted(failure),
                    "Raise `messageKiB` here, and max.message.bytes and segment.bytes of the topic;"
                            + " then retry.");
        }
        if (has(failure, InvalidRecordException.class)
                || has(failure, InvalidTimestampException.class)
                || has(failure, PolicyViolationException.class)) {
            return problem(
                    "KAFK-0302",
                    "The broker refuses the message: " + quoted(failure),
                    "Look at the record in quarantine and at the topic's rules; then retry.");
        }
        return null;
    }

    /// True for a message that failed because a broker refuses another of the same request. The
    /// client has no other name for it than its words; a test holds them against a real broker.
    static boolean isNeighbour(Throwable failure) {
        String words = failure.getMessage();
        return failure.getClass() == KafkaException.class
                && words != null
                && words.contains("part of a batch which had");
    }

    Problem of(Throwable failure) {
        if (has(failure, SslAuthenticationException.class)) {
            return problem(
                    "KAFK-0102",
                    "TLS with "
                            + servers
                            + " does not come about: "
                            + CertificateFault.told(failure, quoted(failure)),
                    "Compare the brokers' certificates with `servers` and `tls.trust`; nothing is"
                            + " sent until they agree.");
        }
        if (has(failure, AuthenticationException.class)) {
            return problem(
                    "KAFK-0103",
                    servers + " does not let us in: " + quoted(failure),
                    "Correct `sasl`, or the secret behind its password.");
        }
        if (has(failure, AuthorizationException.class)) {
            return problem(
                    "KAFK-0105",
                    "We may not write to " + topic + ": " + quoted(failure),
                    "Grant Write and Describe on the topic, and IdempotentWrite on the cluster.");
        }
        if (has(failure, UnknownTopicOrPartitionException.class)
                || has(failure, InvalidTopicException.class)) {
            return problem(
                    "KAFK-0104",
                    "There is no topic " + topic + ": " + quoted(failure),
                    "Create it, or correct `topic`.");
        }
        if (has(failure, NotEnoughReplicasException.class)) {
            return problem(
                    "KAFK-0106",
                    "Too few replicas are in sync to take records: " + quoted(failure),
                    "Bring the other brokers back; delivery resumes by itself.");
        }
        return problem(
                "KAFK-0101",
                servers + " gives no answer: " + quoted(failure),
                "Check that the brokers run, that the topic exists, and that the network lets us"
                        + " through to every address they advertise; delivery resumes by itself.");
    }

    static boolean needsPerson(Problem problem) {
        return switch (problem.code()) {
            case "KAFK-0102", "KAFK-0103", "KAFK-0104", "KAFK-0105", "KAFK-0109", "KAFK-0110" ->
                    true;
            default -> false;
        };
    }

    Problem silent() {
        return problem(
                "KAFK-0107",
                "No acknowledgement from " + servers + " within `answerTimeout`.",
                "Check the brokers and the line to them; the records are sent again.");
    }

    Problem closed() {
        return problem(
                "KAFK-0108",
                "The destination is closed.",
                "Records wait until the gateway starts it again.");
    }

    Problem noLink(ReflectiveOperationException e) {
        return problem(
                "KAFK-0109",
                "This version of Kafka's client cannot be led through a link: " + e.getMessage(),
                "Set `link: direct` for this destination.");
    }

    Problem unusable(Throwable e) {
        return problem(
                "KAFK-0110",
                "Kafka's client cannot be set up: " + quoted(e),
                "Check `servers`, `tls` and `sasl`.");
    }

    private Problem problem(String code, String message, String remedy) {
        return Problem.error(code, object, message, remedy);
    }

    private static boolean has(Throwable error, Class<? extends Throwable> kind) {
        @Nullable Throwable at = error;
        for (int depth = 0; depth < 12 && at != null; depth++) {
            if (kind.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /// One line, bounded, of the deepest cause that says something.
    private static String quoted(Throwable error) {
        String words = error.getClass().getSimpleName();
        @Nullable Throwable at = error;
        for (int depth = 0; depth < 12 && at != null; depth++) {
            @Nullable String message = at.getMessage();
            if (message != null && !message.isBlank()) {
                words = message.strip().lines().findFirst().orElse(words);
            }
            at = at.getCause();
        }
        String bounded = words.length() > QUOTE_MAX ? words.substring(0, QUOTE_MAX) + "..." : words;
        return bounded.endsWith(".") ? bounded : bounded + ".";
    }
}
