package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/// Opens connections to one PostgreSQL server. The password travels in a property of the driver,
/// never in a URL, so that no exception can quote it.
final class PostgresConnector {
    private final ConnectorContext host;
    private final LinkTable links;
    private final PostgresConfig config;

    PostgresConnector(ConnectorHost host, PostgresConfig config) {
        this(host, host.links(), config);
    }

    PostgresConnector(ConnectorContext host, LinkTable links, PostgresConfig config) {
        this.host = host;
        this.links = links;
        this.config = config;
    }

    /// Connects the way the link table leads.
    Connection throughLink() throws SQLException, ConnectorException {
        return connect(links.dial(host.id(), config.server()), "fieldproof");
    }

    /// Connects past every link, to see what is really there.
    Connection direct() throws SQLException, ConnectorException {
        return connect(config.server(), "fieldproof read-back");
    }

    /// Connects past every link, to look.
    Connection forDoctor() throws SQLException, ConnectorException {
        return connect(config.server(), "fieldproof doctor");
    }

    /// Whom the connection believes, as the configuration names it.
    TlsIdentity trust() throws ConnectorException {
        if (config.trust().isEmpty() || config.trust().equals("installation")) {
            return host.credentials().trustOnly(config.trust());
        }
        return host.credentials()
                .trustOnly(host.projectDirectory().resolve(config.trust()).toString());
    }

    private Connection connect(Endpoint dialled, String application)
            throws SQLException, ConnectorException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, config.user());
        if (!config.passwordReference().isEmpty()) {
            PGProperty.PASSWORD.set(
                    properties, new String(host.secrets().resolve(config.passwordReference())));
        }
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(config.connectTimeout()));
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(config.answerTimeout()));
        PGProperty.SSL_RESPONSE_TIMEOUT.set(
                properties, Math.toIntExact(config.connectTimeout().toMillis()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SOCKET_FACTORY.set(properties, LinkSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, LinkSocketFactory.argumentFor(dialled));
        secure(properties);
        @Nullable Connection connection = new Driver().connect(url(), properties);
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        return connection;
    }

    private String url() {
        String database = URLEncoder.encode(config.database(), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + config.server() + "/" + database;
    }

    private void secure(Properties properties) throws ConnectorException {
        PGProperty.SSL_MODE.set(properties, config.tls());
        if (!config.tls().startsWith("verify-")) {
            return;
        }
        if (config.trust().isEmpty()) {
            PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
            return;
        }
        TlsIdentity trusted = trust();
        PGProperty.SSL_ROOT_CERT.set(properties, pemOf(trusted).toString());
    }

    /// The driver wants a file; it is written anew, so that a changed trust takes effect.
    private Path pemOf(TlsIdentity trusted) throws ConnectorException {
        Path file = host.dataDirectory().resolve("trust.pem");
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        StringBuilder pem = new StringBuilder();
        try {
            for (X509Certificate certificate : trusted.trust()) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(base64.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            Files.writeString(file, pem);
            return file;
        } catch (IOException | CertificateEncodingException e) {
            throw new ConnectorException(
                    Problem.error(
                            "JDBC-0107",
                            "destination " + host.id(),
                            "The trusted authorities cannot be written for the driver: "
                                    + SqlFault.messageOf(e),
                            "Check the data directory's space and rights."),
                    e);
        }
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}
