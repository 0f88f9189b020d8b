package org.fieldproof.connector.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.Trees;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real PostgreSQL server of the test's own, with the least durable defaults that its owner may
/// have set: `synchronous_commit` off, and a writer that sleeps for ten seconds.
final class PostgresServer implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
    private final Path directory;
    private final Map<String, String> settings = new HashMap<>();
    private @Nullable EmbeddedPostgres server;
    private int port;

    PostgresServer(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings.put("listen_addresses", "127.0.0.1");
        this.settings.put("synchronous_commit", "off");
        this.settings.put("wal_writer_delay", "10s");
        // The embedded server's own default for both is off.
        this.settings.put("fsync", "on");
        this.settings.put("full_page_writes", "on");
        this.settings.put("shared_buffers", "32MB");
        this.settings.putAll(settings);
    }

    /// One for all tests of a class, which runs before the first and is gone after the last.
    static PostgresServer ofAClass() {
        try {
            Path folder = Files.createTempDirectory("fieldproof-pg-");
            return new PostgresServer(folder.resolve("pg"), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
        Trees.delete(Objects.requireNonNull(directory.getParent()));
    }

    void start() {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(Duration.ofMinutes(2));
        settings.forEach(builder::setServerConfig);
        try {
            // The same one after a restart: what dials it has not been told of another.
            port = port == 0 ? FreePorts.next() : port;
            server = builder.setPort(port).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where its files are.
    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    /// Kills the server without a goodbye: what is not in its log file is gone.
    void kill() throws IOException {
        long pid =
                Long.parseLong(
                        Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        var children = postmaster.children().toList();
        postmaster.destroyForcibly();
        Await.until(
                Duration.ofSeconds(60),
                () -> !postmaster.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive),
                "the killed server's processes to end");
        Files.deleteIfExists(directory.resolve("postmaster.pid"));
        close();
    }

    Connection connect() throws SQLException {
        EmbeddedPostgres running = server;
        if (running == null) {
            throw new IllegalStateException("the server does not run");
        }
        return running.getPostgresDatabase().getConnection();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// The names of a table's partitions.
    List<String> partitions(String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT inhrelid::regclass::text FROM pg_inherits"
                                        + " WHERE inhparent = '"
                                        + table
                                        + "'::regclass")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    Map<String, String> fields(String table) {
        return Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(port),
                "database", "postgres",
                "user", "postgres",
                "table", table,
                "connectTimeout", "20s",
                "answerTimeout", "20s");
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
