package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.SchemaBrowser;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;

/// `postgresql`: a table on a PostgreSQL server.
public final class PostgresSinkFactory implements SinkFactory {

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String title() {
        return "Table in a PostgreSQL database";
    }

    @Override
    public ConfigSchema schema() {
        return PostgresConfig.SCHEMA;
    }

    @Override
    public List<Problem> check(Config config) {
        return PostgresConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return List.of(new Endpoint(config.text("host"), (int) config.integer("port")));
    }

    @Override
    public String targetOf(Config config) {
        return config.text("database") + "/" + config.text("schema") + "." + config.text("table");
    }

    @Override
    public Sink create(SinkHost host) throws ConnectorException {
        PostgresConfig config = PostgresConfig.of(host.config());
        PostgresConnector connector = new PostgresConnector(host, config);
        PostgresTable table = tableOf(host, config);
        return new DatabaseSink(
                host,
                new StoreSession.Opener() {
                    @Override
                    public StoreSession open() throws SQLException, ConnectorException {
                        return PostgresSession.begin(
                                host.id(), connector.throughLink(), table, host.clock());
                    }

                    @Override
                    public SqlFault faultOf(SQLException error) {
                        return SqlFault.ofState(error);
                    }
                });
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) throws ConnectorException {
        PostgresConfig config = PostgresConfig.of(host.config());
        return Optional.of(
                new PostgresReadBack(
                        host.id(), new PostgresConnector(host, config), tableOf(host, config)));
    }

    @Override
    public Optional<SchemaBrowser> browser(ConnectorHost host) throws ConnectorException {
        PostgresConfig config = PostgresConfig.of(host.config());
        try {
            Connection connection = new PostgresConnector(host, config).direct();
            try {
                connection.setReadOnly(true);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return Optional.of(
                    new PostgresBrowser(
                            host.id(), connection, tableOf(host, config), host.clock()));
        } catch (SQLException e) {
            throw new ConnectorException(SqlFault.ofState(e).problem(host.id(), e), e);
        }
    }

    static PostgresTable tableOf(ConnectorContext host, PostgresConfig config) {
        return new PostgresTable(
                host.id(),
                config.schema(),
                config.table(),
                config.document(),
                config.partitioning());
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new PostgresDoctor());
    }
}
