package org.fieldproof.connector.jdbc;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.SchemaBrowser;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;

/// `h2`: a table in a file of this gateway, for sites without a database server.
public final class H2SinkFactory implements SinkFactory {
    private static final ConfigSchema SCHEMA =
            ConfigSchema.of(
                    Field.optional("table", Kind.TEXT, "readings", "Table; created when missing."));

    @Override
    public String type() {
        return "h2";
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public String title() {
        return "Table in a local H2 file";
    }

    @Override
    public ConfigSchema schema() {
        return SCHEMA;
    }

    @Override
    public List<Problem> check(Config config) {
        String fault = TableName.faultOf(config.text("table"));
        if (!fault.isEmpty()) {
            return List.of(JdbcProblems.badTableName("h2", fault).at(config.placeOf("table")));
        }
        String identifier = TableName.of(config.text("table")).identifier();
        return identifier.equals(config.text("table"))
                ? List.of()
                : List.of(
                        JdbcProblems.hashedTableName("h2", identifier).at(config.placeOf("table")));
    }

    @Override
    public String targetOf(Config config) {
        return config.text("table");
    }

    @Override
    public boolean inProcess() {
        return true;
    }

    @Override
    public Sink create(SinkHost host) throws ConnectorException {
        return sink(host, fileOf(host));
    }

    /// The sink on a given file, so that a test can plant a less durable one.
    static Sink sink(SinkHost host, H2File file) {
        H2Table table = tableOf(host);
        return new DatabaseSink(
                host,
                new StoreSession.Opener() {
                    @Override
                    public StoreSession open() throws SQLException, ConnectorException {
                        return H2Session.begin(file, table);
                    }

                    @Override
                    public SqlFault faultOf(SQLException error) {
                        return H2File.faultOf(error);
                    }
                });
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) throws ConnectorException {
        return Optional.of(new H2ReadBack(fileOf(host), tableOf(host)));
    }

    static H2File fileOf(ConnectorContext host) {
        return H2File.durable(host.id(), host.dataDirectory().resolve("readings"));
    }

    @Override
    public Optional<SchemaBrowser> browser(ConnectorHost host) throws ConnectorException {
        H2File file = fileOf(host);
        try {
            return Optional.of(
                    new H2Browser(
                            host.id(),
                            Files.exists(file.databaseFile()) ? file.connectReadOnly() : null,
                            tableOf(host)));
        } catch (SQLException e) {
            throw new ConnectorException(H2File.faultOf(e).problem(host.id(), e), e);
        }
    }

    static H2Table tableOf(ConnectorContext host) {
        return new H2Table(host.id(), TableName.of(host.config().text("table")));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new H2Doctor());
    }
}
