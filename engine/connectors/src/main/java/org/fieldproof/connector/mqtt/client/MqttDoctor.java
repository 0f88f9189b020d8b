package org.fieldproof.connector.mqtt.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.TlsPreamble;
import org.fieldproof.api.doctor.TlsRequest;
import org.fieldproof.api.doctor.TlsStep;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.client.BrokerLine.ArrivedPublish;
import org.fieldproof.connector.mqtt.client.BrokerLine.Subscription;
import org.fieldproof.connector.tls.TlsFields;
import org.jspecify.annotations.Nullable;

/// Examines a broker: with a client id of its own and a session that ends with it, so that the
/// connector's session, and what the broker keeps for it, stay untouched.
///
/// Subscriptions are made with QoS 0 and without the group of a shared one: a member more would
/// take messages away from the others.
final class MqttDoctor implements ConnectorDoctor {
    private static final int MESSAGE_MILLIS_MAX = 3_000;
    private static final int RECEIVE_MAXIMUM = 1_024;
    private static final String PEER_STEPS =
            "At the broker, add the authority of our certificate to those it accepts (mosquitto:"
                    + " cafile in mosquitto.conf; HiveMQ: the listener's truststore; EMQX: the"
                    + " listener's CA file), allow this client there, and restart its listener.";

    private final Function<Config, List<Subscription>> wanted;
    private final boolean source;

    private MqttDoctor(Function<Config, List<Subscription>> wanted, boolean source) {
        this.wanted = wanted;
        this.source = source;
    }

    static MqttDoctor ofSource() {
        return new MqttDoctor(config -> MqttSourceConfig.of(config).subscriptions(), true);
    }

    static MqttDoctor ofSink() {
        return new MqttDoctor(_ -> List.of(), false);
    }

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        LineConfig config = LineConfig.of(examination.context().config());
        ConnectProblems problems =
                new ConnectProblems(examination.object(), config.tls().isPresent());
        BrokerDialer dialer =
                new BrokerDialer(examination.context(), LinkTable.direct(), config, problems);
        Endpoint target = target(examination, dialer, config);
        InetSocketAddress address = NetworkSteps.reach(examination, target);
        tls(examination, config, target, address);
        BlockingQueue<ArrivedPublish> arrived = new ArrayBlockingQueue<>(1);
        BrokerLine line = connect(examination, dialer, config, problems, arrived);
        if (source) {
            subscribe(examination, problems, line);
            firstValue(examination, problems, arrived);
        } else {
            examination.skipped(
                    DoctorStep.PERMISSION,
                    "MQTT tells the right to publish only by publishing; nothing is written here.");
            examination.notApplicable(
                    DoctorStep.FIRST_VALUE, "A destination; nothing is written to look.");
        }
    }

    private static Endpoint target(Examination examination, BrokerDialer dialer, LineConfig config)
            throws ExaminationEnded {
        try {
            return dialer.target();
        } catch (ConnectorException e) {
            throw examination.cannotLook(
                    "Its peer is "
                            + config.connectTo()
                            + " of this very project, which does not run here: run the project and"
                            + " examine it in the console.");
        }
    }

    private static void tls(
            Examination examination, LineConfig config, Endpoint target, InetSocketAddress address)
            throws ExaminationEnded {
        Optional<TlsFields> tls = config.tls();
        if (tls.isEmpty()) {
            examination.notApplicable(DoctorStep.TLS, "The line is not encrypted (no tls group).");
            return;
        }
        TlsIdentity trust;
        Optional<TlsIdentity> own;
        try {
            trust = tls.get().trusted(examination.context());
            own = tls.get().own(examination.context());
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.TLS, e.problem());
        }
        TlsStep.examine(
                examination,
                address,
                new TlsRequest(
                        target, trust, own, "the broker", "tls.trust", "tls.identity", PEER_STEPS),
                TlsPreamble.NONE);
    }

    private BrokerLine connect(
            Examination examination,
            BrokerDialer dialer,
            LineConfig config,
            ConnectProblems problems,
            BlockingQueue<ArrivedPublish> arrived)
            throws ExaminationEnded {
        LineLoop loop = new LineLoop(examination.context().id() + "-doctor");
        examination.closeAtEnd(() -> loop.close());
        examination.begin(DoctorStep.HELLO);
        BrokerLine line;
        try {
            // Made anew each time: the connector's own id would throw the connector out.
            String clientId =
                    "fp-doctor-"
                            + Long.toHexString(
                                    new SplittableRandom(examination.clock().nanoTime())
                                            .nextLong());
            LineSettings settings =
                    dialer.prepare(
                            clientId.substring(0, Math.min(23, clientId.length())),
                            LineSettings.Session.NONE,
                            RECEIVE_MAXIMUM,
                            16,
                            loop.group());
            line = settings.line(new FirstMessage(arrived));
            BrokerLine made = line;
            examination.closeAtEnd(() -> made.disconnect());
            await(examination, line.connect());
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.HELLO, e.problem());
        } catch (ExecutionException | TimeoutException e) {
            throw refused(examination, problems.ofConnecting(cause(e)));
        }
        examination.passed(
                DoctorStep.HELLO,
                "It speaks MQTT "
                        + (config.version() == MqttVersionChoice.V5 ? "5" : "3.1.1")
                        + ".");
        examination.notApplicable(DoctorStep.SECURITY, "MQTT has none beside TLS and login.");
        examination.passed(
                DoctorStep.LOGIN,
                config.user().isEmpty()
                        ? "It lets us in without a user."
                        : "It lets us in as " + config.user() + ".");
        return line;
    }

    /// A CONNACK with a reason is an answer in MQTT: the hello went well, the login did not.
    private static ExaminationEnded refused(Examination examination, Problem why)
            throws ExaminationEnded {
        switch (why.code()) {
            case MqttCodes.WRONG_PASSWORD,
                    MqttCodes.NOT_AUTHORISED,
                    MqttCodes.CLIENT_ID,
                    MqttCodes.CONNACK -> {
                examination.passed(DoctorStep.HELLO, "It speaks MQTT.");
                examination.notApplicable(
                        DoctorStep.SECURITY, "MQTT has none beside TLS and login.");
                throw examination.failed(DoctorStep.LOGIN, why);
            }
            default -> throw examination.failed(DoctorStep.HELLO, why);
        }
    }

    private void subscribe(Examination examination, ConnectProblems problems, BrokerLine line)
            throws ExaminationEnded {
        List<Subscription> plain =
                wanted.apply(examination.context().config()).stream()
                        .map(each -> new Subscription(unshared(each.filter()), 0, true))
                        .toList();
        examination.step(
                DoctorStep.PERMISSION,
                notes -> {
                    List<Integer> codes;
                    try {
                        codes = await(examination, line.subscribe(plain));
                    } catch (ExecutionException | TimeoutException e) {
                        throw new ConnectorException(problems.ofConnecting(cause(e)), e);
                    }
                    for (int i = 0; i < plain.size(); i++) {
                        if (codes.get(i) >= 0x80) {
                            throw new ConnectorException(
                                    notAllowed(problems, plain.get(i), codes.get(i)));
                        }
                        notes.fact("filter", plain.get(i).filter());
                    }
                    notes.found("All " + plain.size() + " subscriptions are granted.");
                    return codes;
                });
    }

    private static String unshared(String filter) {
        return filter.startsWith("$share/")
                ? filter.substring(filter.indexOf('/', "$share/".length()) + 1)
                : filter;
    }

    private static Problem notAllowed(ConnectProblems problems, Subscription refused, int code) {
        return Problem.error(
                MqttCodes.SUBSCRIPTION,
                problems.object(),
                "The broker does not let us subscribe to "
                        + refused.filter()
                        + " (reason code 0x"
                        + Integer.toHexString(code)
                        + ").",
                "Allow this user to read there in the broker's access list, or correct filter.");
    }

    private static void firstValue(
            Examination examination, ConnectProblems problems, BlockingQueue<ArrivedPublish> queue)
            throws ExaminationEnded {
        examination.step(
                DoctorStep.FIRST_VALUE,
                notes -> {
                    int patience = examination.millisAtMost(MESSAGE_MILLIS_MAX);
                    ArrivedPublish first = poll(queue, patience);
                    if (first == null) {
                        notes.doubt(silence(problems, patience));
                    } else {
                        notes.fact("topic", first.topic());
                        notes.fact("bytes", Integer.toString(first.payload().length));
                        notes.found("A message came in on " + first.topic() + ".");
                    }
                    return patience;
                });
    }

    private static Problem silence(ConnectProblems problems, int millis) {
        return Problem.warning(
                MqttCodes.SILENCE,
                problems.object(),
                "No message came in within " + millis + " ms.",
                "The devices may be silent just now; else compare their topics with filter.");
    }

    private static @Nullable ArrivedPublish poll(BlockingQueue<ArrivedPublish> queue, int millis) {
        try {
            return queue.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    private static <T> T await(Examination examination, CompletionStage<T> stage)
            throws ExecutionException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(examination.millisLeft(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    private static Throwable cause(Exception e) {
        Throwable cause = e.getCause();
        return e instanceof ExecutionException && cause != null ? cause : e;
    }

    /// Keeps the first message, and acknowledges all.
    private record FirstMessage(BlockingQueue<ArrivedPublish> queue)
            implements BrokerLine.Listener {
        @Override
        public void arrived(ArrivedPublish publish) {
            var _ = queue.offer(publish);
            publish.acknowledge().run();
        }

        @Override
        public void lost(Throwable cause, boolean byPeer) {
            // The step that waits for an answer says so.
        }
    }
}
