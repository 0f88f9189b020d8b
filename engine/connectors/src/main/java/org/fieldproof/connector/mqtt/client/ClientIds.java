package org.fieldproof.connector.mqtt.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;

/// The client id of a connector: as configured, or one made once and kept in the data directory.
/// Two installations that run the same project would otherwise take each other's session over.
final class ClientIds {
    private static final String FILE = "client-id";

    private ClientIds() {}

    static String of(ConnectorHost host, LineConfig config, RandomGenerator random)
            throws ConnectorException {
        if (!config.clientId().isEmpty()) {
            return config.clientId();
        }
        Path file = host.dataDirectory().resolve(FILE);
        try {
            if (Files.exists(file)) {
                String kept = Files.readString(file).trim();
                if (!kept.isEmpty()) {
                    return kept;
                }
            }
            byte[] own = new byte[4];
            random.nextBytes(own);
            String made = "fp-" + host.id() + "-" + HexFormat.of().formatHex(own);
            Files.writeString(
                    file,
                    made + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            return made;
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            MqttCodes.CLIENT_ID,
                            host.id(),
                            "The client id cannot be kept in " + file + ": " + e.getMessage() + ".",
                            "Check the rights of the data directory, or set clientId."),
                    e);
        }
    }
}
