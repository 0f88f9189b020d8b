package org.fieldproof.connector.stores;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server whose answers a test writes, or that stands in front of a real one and answers
/// some requests itself.
public final class ScriptedStore implements AutoCloseable {
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "transfer-encoding");
    private static final Set<String> NOT_ASKED = Set.of("host", "connection", "content-length");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    /// What is asked. Headers of one name are the first one's.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Asked(String method, URI uri, Map<String, List<String>> headers, byte[] body) {}

    /// What is answered.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public static Answer of(int status, String body) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/xml"),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// A test's script; called on any thread.
    public interface Script {
        Answer answer(Asked asked) throws IOException, InterruptedException;
    }

    public ScriptedStore(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(workers);
        server.createContext("/", exchange -> serve(exchange, script));
        server.start();
    }

    /// Hands what is asked on to another server of this machine.
    public static Answer forward(Asked asked, int port) throws IOException, InterruptedException {
        URI there =
                URI.create("http://127.0.0.1:" + port + asked.uri().getRawPath() + query(asked));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(there)
                        .method(asked.method(), BodyPublishers.ofByteArray(asked.body()));
        asked.headers()
                .forEach(
                        (name, values) -> {
                            if (!NOT_ASKED.contains(name.toLowerCase(Locale.ROOT))) {
                                request.header(name, values.getFirst());
                            }
                        });
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response =
                    client.send(request.build(), BodyHandlers.ofByteArray());
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Answer(response.statusCode(), headers, response.body());
        }
    }

    private static String query(Asked asked) {
        String query = asked.uri().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private static void serve(HttpExchange exchange, Script script) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer =
                    script.answer(
                            new Asked(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI(),
                                    exchange.getRequestHeaders(),
                                    body));
            answer.headers()
                    .forEach(
                            (name, value) -> {
                                if (!OWN_HEADERS.contains(name)) {
                                    exchange.getResponseHeaders().set(name, value);
                                }
                            });
            boolean none = answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
            if (!none && !exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
