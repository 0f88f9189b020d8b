package org.fieldproof.connector.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minio.BucketExistsArgs;
import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.fieldproof.api.drill.LinkSockets;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.connector.tls.HttpTls;
import org.fieldproof.connector.tls.TlsFields;

/// One bucket, by MinIO's client over HTTP/1.1. Calls block; any thread.
final class Bucket implements AutoCloseable {
    private static final String CONTENT = "application/x-ndjson";

    private final S3Config config;
    private final S3Problems problems;
    private final MinioClient client;
    private final OkHttpClient http;
    private final ExecutorService threads;

    private Bucket(
            S3Config config,
            S3Problems problems,
            MinioClient client,
            OkHttpClient http,
            ExecutorService threads) {
        this.config = config;
        this.problems = problems;
        this.client = client;
        this.http = http;
        this.threads = threads;
    }

    /// @param links where to dial; a reader passes [LinkTable#direct()]
    static Bucket of(ConnectorContext host, S3Config config, S3Problems problems, LinkTable links)
            throws ConnectorException {
        // MinIO's client sends from these; daemons, so that a hanging one ends with the process.
        ExecutorService threads =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("fp-s3-" + host.id() + "-", 1).factory());
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder()
                        .dispatcher(new Dispatcher(threads))
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .proxy(Proxy.NO_PROXY)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false)
                        .connectTimeout(config.connectTimeout())
                        .readTimeout(config.answerTimeout())
                        .writeTimeout(config.answerTimeout())
                        .callTimeout(
                                config.connectTimeout()
                                        .plus(config.answerTimeout().multipliedBy(2)))
                        // The socket looks the name up, and a link may lead elsewhere.
                        .dns(
                                name ->
                                        List.of(
                                                InetAddress.getByAddress(
                                                        name, new byte[] {127, 0, 0, 1})))
                        .socketFactory(new LinkSockets(links, host.id(), config.server()));
        boolean tls = config.tls().isPresent();
        if (tls) {
            secure(host, config.tls().get(), problems, builder);
        } else {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        OkHttpClient http = builder.build();
        MinioClient client =
                MinioClient.builder()
                        .endpoint(config.server().host(), config.server().port(), tls)
                        .region(config.region())
                        .credentials(
                                config.accessKey(),
                                new String(host.secrets().resolve(config.secretKey())))
                        .httpClient(http)
                        .build();
        return new Bucket(config, problems, client, http, threads);
    }

    private static void secure(
            ConnectorContext host, TlsFields tls, S3Problems problems, OkHttpClient.Builder builder)
            throws ConnectorException {
        try {
            HttpTls.use(tls.identity(host), builder);
        } catch (GeneralSecurityException e) {
            throw new ConnectorException(problems.ownTrust(e), e);
        }
    }

    /// A call of MinIO's client; it throws unchecked exceptions for a refused connection.
    private interface Call<T> {
        T make() throws MinioException, IOException;
    }

    private <T> T call(Call<T> call) throws ConnectorException {
        try {
            return call.make();
        } catch (MinioException | IOException | RuntimeException e) {
            throw new ConnectorException(problems.of(e), e);
        }
    }

    boolean exists() throws ConnectorException {
        return call(
                () ->
                        client.bucketExists(
                                BucketExistsArgs.builder().bucket(config.bucket()).build()));
    }

    /// Uploads in one PUT and looks at what is there now (laws S3-L1, S3-L4). The checksum is the
    /// one that the JDK computes in hardware; the client's CRC-32C costs more than all the rest.
    void put(ObjectName name, PackedLines object) throws ConnectorException {
        String key = name.key();
        Map<String, String> metadata =
                Map.of(
                        "fp-epoch", name.epoch().toString(),
                        "fp-first", Long.toString(name.first()),
                        "fp-last", Long.toString(name.last()),
                        "fp-count", Integer.toString(name.count()));
        ObjectWriteResponse written =
                call(
                        () ->
                                client.putObject(
                                        PutObjectArgs.builder()
                                                .bucket(config.bucket())
                                                .object(key)
                                                .data(object.array(), object.size())
                                                .contentType(CONTENT)
                                                .checksum(Checksum.Algorithm.CRC32)
                                                .userMetadata(metadata)
                                                .build()));
        StatObjectResponse found =
                call(
                        () ->
                                client.statObject(
                                        StatObjectArgs.builder()
                                                .bucket(config.bucket())
                                                .object(key)
                                                .build()));
        if (found.size() != object.size()) {
            throw new ConnectorException(
                    problems.mismatch(key, found.size() + " bytes of " + object.size()));
        }
        if (!bare(found.etag()).equals(bare(written.etag()))) {
            throw new ConnectorException(problems.mismatch(key, "its ETag has changed"));
        }
    }

    /// Puts, looks at and removes a small object; that it could not be removed is no fault.
    void tryOut() throws ConnectorException {
        String key = config.folder() + "fieldproof-check.txt";
        byte[] words = "Written by Fieldproof's connection doctor.\n".getBytes(UTF_8);
        call(
                () ->
                        client.putObject(
                                PutObjectArgs.builder()
                                        .bucket(config.bucket())
                                        .object(key)
                                        .data(words, words.length)
                                        .build()));
        call(
                () ->
                        client.statObject(
                                StatObjectArgs.builder()
                                        .bucket(config.bucket())
                                        .object(key)
                                        .build()));
        try {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(config.bucket()).object(key).build());
        } catch (MinioException _) {
            // The doctor has said what may stay behind.
        }
    }

    private static String bare(String etag) {
        return etag.replace("\"", "");
    }

    /// Our objects under a folder, in the order of their names.
    List<ObjectName> list(String folder) throws ConnectorException {
        return call(
                () -> {
                    List<ObjectName> names = new ArrayList<>();
                    for (Result<Item> each :
                            client.listObjects(
                                    ListObjectsArgs.builder()
                                            .bucket(config.bucket())
                                            .prefix(folder)
                                            .recursive(true)
                                            .build())) {
                        ObjectName.parse(config.folder(), each.get().objectName())
                                .ifPresent(names::add);
                    }
                    return names;
                });
    }

    void read(ObjectName name, Consumer<Arrival> each) throws ConnectorException {
        call(
                () -> {
                    try (InputStream object =
                            client.getObject(
                                    GetObjectArgs.builder()
                                            .bucket(config.bucket())
                                            .object(name.key())
                                            .build())) {
                        RecordLines.read(object, each);
                        return true;
                    }
                });
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
        threads.shutdown();
    }
}
