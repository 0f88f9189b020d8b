package org.fieldproof.connector.jdbc;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.doctor.TlsRequest;
import org.fieldproof.api.doctor.TlsStep;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SchemaBrowser;
import org.fieldproof.api.spi.TlsIdentity;

/// Examines a PostgreSQL server: signs in, looks whether the table can take records, in a
/// transaction that may only read.
final class PostgresDoctor implements ConnectorDoctor {
    /// PostgreSQL 18 documentation, 54.7 "Message Formats", SSLRequest.
    private static final int SSL_REQUEST_BYTES = 8;

    private static final int SSL_REQUEST = 80_877_103;

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        PostgresConfig config = PostgresConfig.of(examination.context().config());
        PostgresConnector connector =
                new PostgresConnector(examination.context(), LinkTable.direct(), config);
        InetSocketAddress address = NetworkSteps.reach(examination, config.server());
        tls(examination, config, address);
        Connection connection = login(examination, config, connector);
        examination.closeAtEnd(connection);
        PostgresTable table = PostgresSinkFactory.tableOf(examination.context(), config);
        examination.step(
                DoctorStep.PERMISSION, notes -> mayWrite(examination, connection, table, notes));
        examination.notApplicable(
                DoctorStep.FIRST_VALUE, "A destination; nothing is written to look.");
    }

    private static void tls(
            Examination examination, PostgresConfig config, InetSocketAddress address)
            throws ExaminationEnded {
        switch (config.tls()) {
            case "disable" ->
                    examination.notApplicable(DoctorStep.TLS, "Switched off by tls: disable.");
            case "verify-full" -> {
                TlsIdentity trust;
                Optional<TlsIdentity> own;
                try {
                    trust = config.sides().trusted(examination.context());
                    own = config.sides().own(examination.context());
                } catch (ConnectorException e) {
                    throw examination.failed(DoctorStep.TLS, e.problem());
                }
                TlsStep.examine(
                        examination,
                        address,
                        new TlsRequest(
                                config.server(),
                                trust,
                                own,
                                "the server",
                                "trust",
                                "identity",
                                "Add our authority to the file behind ssl_ca_file, or use hostssl"
                                        + " with a password instead of clientcert in pg_hba.conf."),
                        PostgresDoctor::askForTls);
            }
            default ->
                    examination.skipped(
                            DoctorStep.TLS,
                            "With tls: "
                                    + config.tls()
                                    + " the server's name is not checked; see the facts of the"
                                    + " login for what the line uses.");
        }
    }

    private static void askForTls(Socket socket) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(SSL_REQUEST_BYTES);
        request.putInt(SSL_REQUEST_BYTES).putInt(SSL_REQUEST);
        socket.getOutputStream().write(request.array());
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new EOFException("it hung up");
        }
        if (answer != 'S') {
            throw new IOException("it says that it has no TLS (ssl = off in postgresql.conf)");
        }
    }

    private static Connection login(
            Examination examination, PostgresConfig config, PostgresConnector connector)
            throws ExaminationEnded {
        examination.begin(DoctorStep.HELLO);
        Connection connection;
        try {
            connection = connector.forDoctor();
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.LOGIN, e.problem());
        } catch (SQLException e) {
            throw refused(examination, SqlFault.ofState(e), e);
        }
        examination.passed(DoctorStep.HELLO, "It speaks PostgreSQL's protocol.");
        examination.step(DoctorStep.SECURITY, notes -> security(examination, connection, notes));
        examination.passed(
                DoctorStep.LOGIN,
                "It lets us in as " + config.user() + " to " + config.database() + ".");
        return connection;
    }

    private static ExaminationEnded refused(
            Examination examination, SqlFault fault, SQLException error) throws ExaminationEnded {
        Problem why = fault.problem(examination.context().id(), error);
        switch (fault) {
            case CREDENTIALS, DATABASE_MISSING -> {
                examination.passed(DoctorStep.HELLO, "It speaks PostgreSQL's protocol.");
                throw examination.failed(DoctorStep.LOGIN, why);
            }
            case TLS_REFUSED -> throw examination.failed(DoctorStep.SECURITY, why);
            default -> throw examination.failed(DoctorStep.HELLO, why);
        }
    }

    private static boolean security(Examination examination, Connection connection, StepNotes notes)
            throws ConnectorException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT ssl, version, cipher, current_setting('server_version')"
                                        + " FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
                ResultSet rows = query.executeQuery()) {
            boolean encrypted = rows.next() && rows.getBoolean(1);
            notes.fact("serverVersion", rows.getString(4));
            notes.found(
                    encrypted
                            ? "The line is encrypted: "
                                    + rows.getString(2)
                                    + ", "
                                    + rows.getString(3)
                                    + "."
                            : "The line is not encrypted.");
            return encrypted;
        } catch (SQLException e) {
            throw unreadable(examination, e);
        }
    }

    private static boolean mayWrite(
            Examination examination, Connection connection, PostgresTable table, StepNotes notes)
            throws ConnectorException {
        try {
            connection.setReadOnly(true);
            if (standsBy(connection)) {
                throw problem(
                        examination,
                        "JDBC-0205",
                        "The server only takes reads (recovery, or read-only by default).",
                        "Point host at the primary server.");
            }
            SchemaBrowser.Fit fit =
                    SchemaFacts.note(
                            new PostgresBrowser(
                                    examination.context().id(),
                                    connection,
                                    table,
                                    examination.context().clock()),
                            notes);
            if (!fit.exists()) {
                if (!mayCreate(connection, table)) {
                    throw problem(
                            examination,
                            "JDBC-0206",
                            "There is no table "
                                    + table.quotedName()
                                    + ", and we may not make one.",
                            "Grant CREATE on the schema, or make the table.");
                }
                notes.found("The table is not there yet; we may make it.");
                return true;
            }
            for (String right : new String[] {"INSERT", "SELECT"}) {
                if (!holds(
                        connection,
                        "SELECT has_table_privilege(?, '" + right + "')",
                        table.quotedName())) {
                    throw problem(
                            examination,
                            "JDBC-0203",
                            "We have no right to " + right + " on " + table.quotedName() + ".",
                            "GRANT INSERT, SELECT on it to this role.");
                }
            }
            if (!fit.faults().isEmpty()) {
                throw new ConnectorException(
                        JdbcProblems.wrongTable(
                                examination.context().id(),
                                table.quotedName(),
                                fit.faults().getFirst()));
            }
            notes.found("The table takes our records: rights, columns and key are as needed.");
            partitionsAhead(examination, connection, table, notes);
            return true;
        } catch (SQLException e) {
            throw unreadable(examination, e);
        }
    }

    private static void partitionsAhead(
            Examination examination, Connection connection, PostgresTable table, StepNotes notes)
            throws SQLException {
        if (table.partitioning() == Partitioning.NONE || mayCutAhead(connection, table)) {
            return;
        }
        if (holdsAhead(examination, connection, table)) {
            notes.found(
                    "The table takes our records for now: the partitions of the next days are"
                            + " there, and others must go on making them, since we may not.");
            return;
        }
        notes.doubt(
                Problem.warning(
                        "JDBC-0402",
                        examination.object(),
                        "We may not make partitions of " + table.quotedName() + ".",
                        "Let our role own the table, with CREATE on its schema, or make"
                                + " each partition before its time."));
    }

    private static boolean mayCreate(Connection connection, PostgresTable table)
            throws SQLException {
        return holds(
                connection,
                "SELECT has_schema_privilege(COALESCE(NULLIF(?, ''), current_schema()),"
                        + " 'CREATE')",
                table.schemaName());
    }

    /// Whether all partitions that are needed today, tomorrow and next are there.
    private static boolean holdsAhead(
            Examination examination, Connection connection, PostgresTable table)
            throws SQLException {
        PartitionMap map = PartitionMap.read(connection, table);
        long nanos = examination.clock().epochNanos();
        return table.partitioning().ahead(LocalDate.ofEpochDay(Partitioning.dayOf(nanos))).stream()
                .allMatch(day -> map.needOf(day) instanceof PartitionNeed.Held);
    }

    /// Partitions are attached by the table's owner only.
    private static boolean mayCutAhead(Connection connection, PostgresTable table)
            throws SQLException {
        return mayCreate(connection, table)
                && holds(
                        connection,
                        "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class"
                                + " WHERE oid = to_regclass(?)",
                        table.quotedName());
    }

    private static boolean standsBy(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT pg_is_in_recovery()"
                                        + " OR current_setting('default_transaction_read_only')"
                                        + " = 'on'");
                ResultSet rows = query.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static boolean holds(Connection connection, String sql, String name)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static ConnectorException unreadable(Examination examination, SQLException e) {
        return new ConnectorException(
                SqlFault.ofState(e).problem(examination.context().id(), e), e);
    }

    private static ConnectorException problem(
            Examination examination, String code, String message, String remedy) {
        return new ConnectorException(Problem.error(code, examination.object(), message, remedy));
    }
}
