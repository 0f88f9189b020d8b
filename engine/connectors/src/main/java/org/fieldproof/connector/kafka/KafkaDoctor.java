package org.fieldproof.connector.kafka;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.doctor.TlsPreamble;
import org.fieldproof.api.doctor.TlsRequest;
import org.fieldproof.api.doctor.TlsStep;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.tls.TlsFields;

/// Examines a Kafka cluster through the first of its servers: line, TLS, login, and the topic as
/// the cluster describes it. Nothing is published.
final class KafkaDoctor implements ConnectorDoctor {
    private static final int ASK_MILLIS_MAX = 10_000;

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        KafkaConfig config = KafkaConfig.of(examination.context().config());
        KafkaProblems problems = new KafkaProblems(examination.context().id(), config);
        Endpoint first = config.servers().getFirst();
        InetSocketAddress address = NetworkSteps.reach(examination, first);
        if (config.tls().isPresent()) {
            tls(examination, address, first, config.tls().get());
        }
        examination.step(
                DoctorStep.LOGIN,
                notes -> {
                    ask(examination, config, problems, notes);
                    return true;
                });
    }

    private static void tls(
            Examination examination, InetSocketAddress address, Endpoint server, TlsFields tls)
            throws ExaminationEnded {
        TlsIdentity trusted;
        TlsIdentity identity;
        try {
            trusted = tls.trusted(examination.context());
            identity = tls.identity(examination.context());
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.TLS, e.problem());
        }
        TlsStep.examine(
                examination,
                address,
                new TlsRequest(
                        server,
                        trusted,
                        identity.chain().isEmpty() ? Optional.empty() : Optional.of(identity),
                        "the broker",
                        "tls.trust",
                        "tls.identity",
                        "Add our authority to the file behind ssl.truststore.location of this"
                                + " listener, then restart the broker."),
                TlsPreamble.NONE);
    }

    private static void ask(
            Examination examination, KafkaConfig config, KafkaProblems problems, StepNotes notes)
            throws ConnectorException {
        Map<String, Object> settings = new ClientSettings(examination.context(), config).producer();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, examination.millisAtMost(ASK_MILLIS_MAX));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<PartitionInfo> partitions = producer.partitionsFor(config.topic());
            int replicas =
                    partitions.stream().mapToInt(each -> each.replicas().length).min().orElse(0);
            notes.found(
                    "The cluster lets us in; topic "
                            + config.topic()
                            + " has "
                            + partitions.size()
                            + " partitions with "
                            + replicas
                            + " replicas.");
            if (replicas < 2) {
                notes.doubt(
                        Problem.warning(
                                "KAFK-0401",
                                examination.object(),
                                "The topic has one replica: a power cut of its broker can lose"
                                        + " what it has acknowledged.",
                                "Give the topic three replicas."));
            }
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }
}
