package org.fieldproof.testkit.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A Kafka broker as a process that can be killed: `KafkaBrokerChild PROPERTIES`.
final class KafkaBrokerChild {
    private KafkaBrokerChild() {}

    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            settings.load(reader);
        }
        Object users = settings.remove(KafkaBroker.SCRAM_USERS);
        String directory = settings.getProperty("log.dirs");
        new Formatter()
                .setClusterId("4L6g3nShT-eMCtK--X86sw")
                .setNodeId(1)
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .setHasDynamicQuorum(false)
                .setScramArguments(users == null ? List.of() : List.of(users.toString().split(";")))
                .setPrintStream(new PrintStream(System.out, true, StandardCharsets.UTF_8))
                .run();
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        server.awaitShutdown();
    }
}
