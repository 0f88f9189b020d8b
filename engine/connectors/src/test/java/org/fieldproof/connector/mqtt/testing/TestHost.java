package org.fieldproof.connector.mqtt.testing;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.testing.RememberingHost;
import org.fieldproof.connector.testing.TestIntake;
import org.fieldproof.testkit.MapConfig;

/// A host for a connection or destination under test, with keys of a test's authority.
public final class TestHost extends RememberingHost implements SinkHost {
    private final TestAuthority authority;
    private TlsIdentity trust;
    private List<X509CRL> revoked = List.of();
    private OwnFilesReader files =
            (_, _, _) -> {
                throw new UnsupportedOperationException();
            };
    private final TestIntake intake = new TestIntake();
    private final Executor worker =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().daemon().name("fp-sink-test").unstarted(task));

    public TestHost(String id, Config config, Path directory, TestAuthority authority) {
        super(id, config, directory);
        this.authority = authority;
        this.trust = authority.trust();
    }

    /// For what neither opens a line nor keeps a file.
    public static TestHost offline(ConfigSchema schema) {
        return new TestHost(
                "plant",
                new MapConfig(schema, Map.of()),
                Path.of("unused"),
                new TestAuthority("unused"));
    }

    public TestHost withLinks(LinkTable table) {
        use(table);
        return this;
    }

    /// Believes somebody else than its authority, under the name `installation`, with the other's
    /// revocation lists in each file of such.
    public TestHost withTrust(TlsIdentity other) {
        trust = new TlsIdentity(List.of(), null, other.trust());
        revoked = other.revocationLists();
        return this;
    }

    /// What stands in the files that a configuration names.
    public interface OwnFilesReader {
        TlsIdentity read(String certificate, String key, String password) throws ConnectorException;
    }

    public TestHost withFiles(OwnFilesReader reader) {
        files = reader;
        return this;
    }

    public TestHost withEndpoint(String connector, Endpoint endpoint) {
        knows(connector, endpoint);
        return this;
    }

    @Override
    public Credentials credentials() {
        return new Credentials() {
            @Override
            public TlsIdentity server(String name) {
                return authority.server("localhost", "127.0.0.1");
            }

            @Override
            public TlsIdentity client(String name) {
                return authority.client(name);
            }

            @Override
            public TlsIdentity fromFiles(String certificate, String key, char[] password)
                    throws ConnectorException {
                return files.read(certificate, key, new String(password));
            }

            @Override
            public List<X509CRL> revocationLists(String path) {
                return revoked;
            }

            @Override
            public TlsIdentity trustOnly(String trustPath) {
                return trustPath.equals("installation")
                        ? trust
                        : new TlsIdentity(List.of(), null, TestAuthority.certificatesIn(trustPath));
            }
        };
    }

    @Override
    public Executor worker() {
        return worker;
    }

    @Override
    public Intake intake() {
        return intake;
    }

    public TestIntake door() {
        return intake;
    }
}
