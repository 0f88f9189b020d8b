package org.fieldproof.testkit.store;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.fieldproof.testkit.FreePorts;

/// One broker and controller as a child process, killed and started again on its files.
public final class KafkaBroker implements AutoCloseable {
    /// A setting of ours: users with a SCRAM password, which a broker is formatted with, such as
    /// `SCRAM-SHA-512=[name=press,password=right]`; several with a semicolon between.
    public static final String SCRAM_USERS = "testkit.scram.users";

    private final int port;
    private final ServerProcess process;

    private KafkaBroker(Path directory, int port) {
        this.port = port;
        process =
                new ServerProcess(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KafkaBrokerChild.class.getName(),
                                directory.resolve("broker.properties").toString()),
                        directory.resolve("broker.log"));
    }

    /// Makes one and waits until it listens.
    ///
    /// @param protocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
    public static KafkaBroker start(Path directory, String protocol, Map<String, String> more)
            throws IOException {
        Files.createDirectories(directory);
        KafkaBroker broker = new KafkaBroker(directory, FreePorts.next());
        int controller = FreePorts.next();
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "INNER");
        settings.put(
                "listeners",
                "CLIENT://127.0.0.1:"
                        + broker.port
                        + ",INNER://127.0.0.1:"
                        + FreePorts.next()
                        + ",CONTROLLER://127.0.0.1:"
                        + controller);
        settings.put(
                "listener.security.protocol.map",
                "CLIENT:" + protocol + ",INNER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.resolve("log").toString());
        settings.put("num.partitions", "3");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("log.cleaner.enable", "false");
        // Records of tests have times of their own; half a minute after its start a broker would
        // delete those of more than a week ago.
        settings.put("log.retention.ms", "-1");
        settings.putAll(more);
        try (Writer writer = Files.newBufferedWriter(directory.resolve("broker.properties"))) {
            settings.store(writer, null);
        }
        broker.startAgain();
        return broker;
    }

    public void startAgain() throws IOException {
        process.start(Duration.ofMinutes(2), () -> ServerProcess.listens(port));
    }

    public int port() {
        return port;
    }

    /// Lets it hang until it is killed: sockets stay open, nobody answers.
    public void freeze() {
        process.freeze();
    }

    /// Kills it, and waits until it is gone.
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
