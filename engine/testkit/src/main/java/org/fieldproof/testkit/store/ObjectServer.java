package org.fieldproof.testkit.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.testkit.FreePorts;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// S3Proxy in this JVM: an S3 server that shares no code with MinIO's client. A bucket is a
/// folder.
public final class ObjectServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final Optional<Keys> keys;
    private S3Proxy proxy;

    /// A PKCS #12 file with the server's key and chain.
    public record Keys(Path file, String password) {}

    private ObjectServer(Path directory, int port, Optional<Keys> keys) throws Exception {
        this.directory = directory;
        this.port = port;
        this.keys = keys;
        this.proxy = begin();
    }

    public static ObjectServer start(Path directory, String bucket) throws Exception {
        Files.createDirectories(directory.resolve(bucket));
        return new ObjectServer(directory, FreePorts.next(), Optional.empty());
    }

    /// One that speaks TLS and nothing else.
    public static ObjectServer startTls(Path directory, String bucket, Keys keys) throws Exception {
        Files.createDirectories(directory.resolve(bucket));
        return new ObjectServer(directory, FreePorts.next(), Optional.of(keys));
    }

    private S3Proxy begin() throws Exception {
        S3Proxy.Builder builder =
                S3Proxy.builder()
                        .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "key")
                        .ignoreUnknownHeaders(true);
        if (keys.isPresent()) {
            Keys own = keys.get();
            builder.secureEndpoint(URI.create("https://127.0.0.1:" + port))
                    .keyStore(own.file().toString(), own.password());
        } else {
            builder.endpoint(URI.create("http://127.0.0.1:" + port));
        }
        S3Proxy made = builder.build();
        made.start();
        return made;
    }

    public int port() {
        return port;
    }

    public void stop() throws Exception {
        proxy.stop();
    }

    public void startAgain() throws Exception {
        proxy = begin();
    }

    /// How many objects a bucket holds, by its files.
    public long objects(String bucket) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(bucket))) {
            return files.filter(file -> file.toString().endsWith(".gz")).count();
        }
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
