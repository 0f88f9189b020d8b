package org.fieldproof.connector.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

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
        PGProperty.SSL_FACTORY.set(properties, PostgresTls.class.getName());
        try {
            PGProperty.SSL_FACTORY_ARG.set(
                    properties, PostgresTls.argumentFor(config.sides().identity(host)));
        } catch (GeneralSecurityException e) {
            throw new ConnectorException(
                    Problem.error(
                            "JDBC-0107",
                            "destination " + host.id(),
                            "The trusted authorities, or our own certificate or key, cannot be"
                                    + " used: "
                                    + SqlFault.messageOf(e),
                            "Check `trust`, and that `certificate` and `key` belong together."),
                    e);
        }
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}
