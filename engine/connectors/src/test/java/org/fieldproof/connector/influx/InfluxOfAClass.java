package org.fieldproof.connector.influx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.fieldproof.testkit.Trees;
import org.fieldproof.testkit.store.SeriesServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An InfluxDB for all tests of a class, which runs before the first and is gone after the last.
final class InfluxOfAClass implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Path directory;
    private @Nullable SeriesServer server;

    SeriesServer server() {
        return Objects.requireNonNull(server, "the server runs while tests do");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path made = Files.createTempDirectory("fieldproof-influx-");
        directory = made;
        server = SeriesServer.influx(made);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (server != null) {
            server.close();
        }
        if (directory != null) {
            Trees.delete(directory);
        }
    }
}
