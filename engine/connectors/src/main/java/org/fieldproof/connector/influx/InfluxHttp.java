package org.fieldproof.connector.influx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.fieldproof.api.drill.LinkSockets;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.connector.tls.HttpTls;
import org.fieldproof.connector.tls.TlsFields;

/// HTTP/1.1 to one server. Follows no redirect and repeats nothing by itself. Any thread, also
/// several at once, each on a connection of its own: the sink asks who the server is while lines
/// are under way; that there is one request of lines at a time is its doing.
final class InfluxHttp implements AutoCloseable {
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    private static final MediaType LINES = MediaType.get("text/plain; charset=utf-8");

    private final InfluxConfig config;
    private final OkHttpClient client;
    private final String authorization;

    /// A server's answer; the body is cut at 64 KiB.
    record Answer(int status, String body) {}

    /// Takes a body apart while it arrives.
    interface BodyReader {
        void read(BufferedSource source) throws IOException;
    }

    private InfluxHttp(InfluxConfig config, OkHttpClient client, String authorization) {
        this.config = config;
        this.client = client;
        this.authorization = authorization;
    }

    /// @param links where to dial; a reader passes [LinkTable#direct()]
    static InfluxHttp of(ConnectorContext host, InfluxConfig config, LinkTable links)
            throws ConnectorException {
        Duration whole = config.connectTimeout().plus(config.answerTimeout().multipliedBy(2));
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .proxy(Proxy.NO_PROXY)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false)
                        .connectTimeout(config.connectTimeout())
                        .readTimeout(config.answerTimeout())
                        .writeTimeout(config.answerTimeout())
                        .callTimeout(whole)
                        // The socket looks the name up, and a link may lead elsewhere.
                        .dns(
                                name ->
                                        List.of(
                                                InetAddress.getByAddress(
                                                        name, new byte[] {127, 0, 0, 1})))
                        .socketFactory(new LinkSockets(links, host.id(), config.server()));
        Optional<TlsFields> tls = config.tls();
        if (tls.isPresent()) {
            secure(host, tls.get(), builder);
        } else {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        return new InfluxHttp(config, builder.build(), authorization(host, config));
    }

    private static String authorization(ConnectorContext host, InfluxConfig config)
            throws ConnectorException {
        if (!config.token().isEmpty()) {
            return "Token " + new String(host.secrets().resolve(config.token()));
        }
        if (config.user().isEmpty()) {
            return "";
        }
        String password =
                config.password().isEmpty()
                        ? ""
                        : new String(host.secrets().resolve(config.password()));
        return Credentials.basic(config.user(), password, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void secure(ConnectorContext host, TlsFields tls, OkHttpClient.Builder builder)
            throws ConnectorException {
        try {
            HttpTls.use(tls.identity(host), builder);
        } catch (GeneralSecurityException e) {
            throw new ConnectorException(InfluxProblems.ownCertificate(host.id(), e), e);
        }
    }

    /// Posts lines.
    Answer write(byte[] lines, int from, int to) throws IOException {
        HttpUrl.Builder url = url();
        InfluxConfig.Place place = config.place();
        if (config.kind() == ServerKind.INFLUXDB_2) {
            url.addPathSegments("api/v2/write")
                    .addQueryParameter("org", place.organisation())
                    .addQueryParameter("bucket", place.bucket());
        } else {
            url.addPathSegment("write");
            if (!place.database().isEmpty()) {
                url.addQueryParameter("db", place.database());
            }
            if (!place.retentionPolicy().isEmpty()) {
                url.addQueryParameter("rp", place.retentionPolicy());
            }
        }
        url.addQueryParameter("precision", "ns");
        Request.Builder request = request(url);
        if (config.gzip()) {
            byte[] zipped = zipped(lines, from, to);
            request.header("Content-Encoding", "gzip").post(RequestBody.create(zipped, LINES));
        } else {
            request.post(RequestBody.create(lines, LINES, from, to - from));
        }
        return answer(request.build());
    }

    Answer get(String path) throws IOException {
        return answer(request(url().addPathSegments(path)).get().build());
    }

    /// Reads a body of any length.
    ///
    /// @return the answer without its body where it is 200, else with it
    Answer read(String path, Map<String, String> query, BodyReader reader) throws IOException {
        HttpUrl.Builder url = url().addPathSegments(path);
        query.forEach(url::addQueryParameter);
        try (Response response = client.newCall(request(url).get().build()).execute()) {
            ResponseBody body = response.body();
            if (response.code() != 200) {
                return new Answer(response.code(), bounded(body));
            }
            reader.read(body.source());
            return new Answer(200, "");
        }
    }

    private HttpUrl.Builder url() {
        return new HttpUrl.Builder()
                .scheme(config.tls().isPresent() ? "https" : "http")
                .host(config.server().host())
                .port(config.server().port());
    }

    private Request.Builder request(HttpUrl.Builder url) {
        Request.Builder request =
                new Request.Builder().url(url.build()).header("User-Agent", "fieldproof");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private Answer answer(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return new Answer(response.code(), bounded(response.body()));
        }
    }

    private static String bounded(ResponseBody body) throws IOException {
        BufferedSource source = body.source();
        source.request(ANSWER_BYTES_MAX);
        return source.getBuffer()
                .snapshot((int) Math.min(ANSWER_BYTES_MAX, source.getBuffer().size()))
                .utf8();
    }

    private static byte[] zipped(byte[] lines, int from, int to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) / 4 + 64);
        try (Fast zip = new Fast(out)) {
            zip.write(lines, from, to - from);
        }
        return out.toByteArray();
    }

    /// The fastest level: the line is seldom the bottleneck, the processor often is.
    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out, 1 << 13);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
