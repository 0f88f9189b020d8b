package org.fieldproof.connector.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ReadBack;
import org.jspecify.annotations.Nullable;

/// Reads the topic from where it stood when watching began, with a consumer of its own and past
/// every link. Within a partition, and so within a device, messages come in order of arrival.
final class KafkaReadBack implements ReadBack {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int EMPTY_POLLS_MAX = 60;

    private final ConnectorHost host;
    private final KafkaConfig config;
    private final KafkaProblems problems;
    private @Nullable Map<TopicPartition, Long> begun;

    KafkaReadBack(ConnectorHost host, KafkaConfig config) {
        this.host = host;
        this.config = config;
        this.problems = new KafkaProblems(host.id(), config);
    }

    @Override
    public void begin() throws ConnectorException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            begun = new HashMap<>(consumer.endOffsets(partitions(consumer)));
        } catch (KafkaException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            if (begun != null) {
                begun.forEach(consumer::seek);
            }
            String wanted = epoch.toString();
            int empty = 0;
            while (!reached(consumer, ends)) {
                var messages = consumer.poll(POLL);
                empty = messages.isEmpty() ? empty + 1 : 0;
                if (empty > EMPTY_POLLS_MAX) {
                    throw new ConnectorException(problems.silent());
                }
                for (ConsumerRecord<byte[], byte[]> message : messages) {
                    if (MessageCodec.text(message.headers(), MessageCodec.EPOCH).equals(wanted)) {
                        Arrival arrival = arrival(epoch, message);
                        if (arrival.seq() >= fromSeq && arrival.seq() <= toSeq) {
                            each.accept(arrival);
                        }
                    }
                }
            }
        } catch (KafkaException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }

    @Override
    public void close() {
        // Each call has a consumer of its own and has closed it.
    }

    private static boolean reached(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private KafkaConsumer<byte[], byte[]> consumer() throws ConnectorException {
        return new KafkaConsumer<>(
                new ClientSettings(host, config).consumer(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(config.topic()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    private static Arrival arrival(UUID epoch, ConsumerRecord<byte[], byte[]> message) {
        CRC32C crc = new CRC32C();
        byte[] payload = message.value();
        if (payload != null) {
            crc.update(payload);
        }
        String seq = MessageCodec.text(message.headers(), MessageCodec.SEQ);
        return new Arrival(
                epoch,
                seq.matches("\\d{1,18}") ? Long.parseLong(seq) : 0,
                MessageCodec.text(message.headers(), MessageCodec.DEVICE),
                MessageCodec.text(message.headers(), MessageCodec.ADDRESS),
                (int) crc.getValue(),
                arrived(message.timestampType(), message.timestamp()));
    }

    /// Where the topic keeps what the producer stamped, which is when we accepted the record, it
    /// does not say when that arrived.
    static long arrived(TimestampType type, long millis) {
        return type == TimestampType.LOG_APPEND_TIME ? Math.max(0, millis) * 1_000_000L : 0;
    }
}
