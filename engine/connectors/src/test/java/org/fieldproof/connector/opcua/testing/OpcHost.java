package org.fieldproof.connector.opcua.testing;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.OpcUaSourceFactory;
import org.fieldproof.connector.testing.RememberingHost;
import org.fieldproof.connector.testing.TestIntake;
import org.fieldproof.testkit.MapConfig;
import org.jspecify.annotations.Nullable;

/// A host for one OPC UA connector under test, with certificates of a test's authority.
public final class OpcHost extends RememberingHost {
    private final OpcAuthority authority;
    private final TestIntake door = new TestIntake();
    private volatile @Nullable BiFunction<String, String, TlsIdentity> applications;
    private volatile @Nullable TlsIdentity files;

    public OpcHost(String id, Config config, Path directory, OpcAuthority authority) {
        super(id, config, directory);
        this.authority = authority;
    }

    /// For a source that has nobody to talk to: tests speak in its place.
    public static OpcHost ofNobody(Path directory, OpcAuthority authority) {
        return new OpcHost(
                "plc",
                new MapConfig(
                        new OpcUaSourceFactory().schema(),
                        Map.of("url", "opc.tcp://127.0.0.1:9", "valueLimit", 1_048_576)),
                directory,
                authority);
    }

    public OpcHost withLinks(LinkTable table) {
        use(table);
        return this;
    }

    /// What the installation issues, by name and application URI, in place of a good certificate.
    public OpcHost withApplications(BiFunction<String, String, TlsIdentity> issued) {
        applications = issued;
        return this;
    }

    /// What every certificate file holds.
    public OpcHost withFiles(TlsIdentity identity) {
        files = identity;
        return this;
    }

    public TestIntake door() {
        return door;
    }

    @Override
    public Credentials credentials() {
        return new Credentials() {
            @Override
            public TlsIdentity server(String name) {
                throw new UnsupportedOperationException(name);
            }

            @Override
            public TlsIdentity client(String name) {
                throw new UnsupportedOperationException(name);
            }

            @Override
            public TlsIdentity application(String name, String uri) {
                BiFunction<String, String, TlsIdentity> other = applications;
                return other != null
                        ? other.apply(name, uri)
                        : authority.issue(
                                OpcAuthority.Wish.of(name, uri, "localhost", "127.0.0.1"));
            }

            @Override
            public TlsIdentity fromFiles(String certificate, String key, char[] password) {
                TlsIdentity given = files;
                if (given == null) {
                    throw new UnsupportedOperationException(certificate);
                }
                return given;
            }

            @Override
            public List<X509CRL> revocationLists(String path) {
                throw new UnsupportedOperationException(path);
            }

            @Override
            public TlsIdentity trustOnly(String trustPath) {
                return new TlsIdentity(List.of(), null, List.of(authority.certificate()));
            }
        };
    }

    /// With the details, which say when the line was down.
    @Override
    public void event(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        super.event(level, code, object, message + " " + detail, detail);
    }

    @Override
    public Intake intake() {
        return door;
    }
}
