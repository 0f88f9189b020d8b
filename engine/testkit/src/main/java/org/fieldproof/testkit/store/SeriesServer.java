package org.fieldproof.testkit.store;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.testkit.FreePorts;
import org.junit.jupiter.api.Assumptions;

/// Debian's influxd or victoria-metrics as a process of its own. Tests that need one are skipped,
/// visibly, where it is not installed.
public final class SeriesServer implements AutoCloseable {
    private static final List<Path> FOLDERS =
            List.of(
                    Path.of("/usr/bin"),
                    Path.of(System.getProperty("fieldproof.series", "/usr/local/bin")));

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess process;
    private boolean tls;

    private SeriesServer(Path directory, List<String> command, int port) {
        this.port = port;
        process = new ServerProcess(command, directory.resolve("server.log"));
    }

    /// InfluxDB 1.x that answers by TLS alone; nobody here asks it anything but whether it
    /// listens.
    public static SeriesServer influxTls(Path directory, String... httpSettings)
            throws IOException {
        SeriesServer server = configured(directory, httpSettings);
        server.tls = true;
        server.start();
        return server;
    }

    /// InfluxDB 1.x.
    public static SeriesServer influx(Path directory, String... httpSettings) throws IOException {
        SeriesServer server = configured(directory, httpSettings);
        server.start();
        return server;
    }

    private static SeriesServer configured(Path directory, String... httpSettings)
            throws IOException {
        Path program = program("influxd", "influxdb");
        int port = FreePorts.next();
        List<String> lines = new ArrayList<>();
        lines.add("reporting-disabled = true");
        lines.add("bind-address = \"127.0.0.1:" + FreePorts.next() + "\"");
        lines.add("[meta]\n  dir = \"" + directory.resolve("meta") + "\"");
        lines.add("[data]\n  dir = \"" + directory.resolve("data") + "\"");
        lines.add("  wal-dir = \"" + directory.resolve("wal") + "\"");
        lines.add("[http]\n  bind-address = \"127.0.0.1:" + port + "\"");
        lines.addAll(List.of(httpSettings));
        Path file = Files.createDirectories(directory).resolve("influx.conf");
        Files.write(file, lines);
        SeriesServer server =
                new SeriesServer(
                        directory, List.of(program.toString(), "-config", file.toString()), port);
        return server;
    }

    public static SeriesServer victoria(Path directory, String... flags) throws IOException {
        Path program = program("victoria-metrics", "victoria-metrics");
        int port = FreePorts.next();
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.add("-storageDataPath=" + directory.resolve("data"));
        command.add("-httpListenAddr=127.0.0.1:" + port);
        command.add("-retentionPeriod=100y");
        command.addAll(List.of(flags));
        SeriesServer server = new SeriesServer(directory, command, port);
        server.start();
        return server;
    }

    private static Path program(String name, String debianPackage) {
        for (Path folder : FOLDERS) {
            if (Files.isExecutable(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        Assumptions.abort("needs " + name + ": apt-get install " + debianPackage);
        throw new IllegalStateException();
    }

    public int port() {
        return port;
    }

    public void start() {
        try {
            process.start(Duration.ofSeconds(60), this::answers);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Kills it, and waits until it is gone.
    public void kill() {
        process.kill();
    }

    private boolean answers() {
        try {
            return tls ? ServerProcess.listens(port) : get("/ping").statusCode() == 204;
        } catch (IOException _) {
            return false;
        }
    }

    /// Creates a database of InfluxDB 1.x.
    public void create(String statement) {
        create(statement, "", "");
    }

    public void create(String statement, String user, String password) {
        try {
            String body = "q=" + URLEncoder.encode(statement, StandardCharsets.UTF_8);
            String login = user.isEmpty() ? "" : "?u=" + user + "&p=" + password;
            HttpResponse<String> answer =
                    send(
                            HttpRequest.newBuilder(uri("/query" + login))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build());
            if (answer.statusCode() != 200 || answer.body().contains("error")) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The answer to an InfluxQL query, as JSON text.
    public String query(String database, String statement) throws IOException {
        return get("/query?epoch=ns&db="
                        + database
                        + "&q="
                        + URLEncoder.encode(statement, StandardCharsets.UTF_8))
                .body();
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
