package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/// One H2 database file and how durable its commits are.
///
/// @param path the file without its ending `.mv.db`
/// @param fileSystem H2's file system; `async:` survives an interrupted thread, which would close
///     a plain channel for everybody
/// @param writeDelayMillis 0: a commit is written at once; H2's own default of 500 loses
///     committed rows when the process is killed
/// @param checkpoint whether each commit is followed by `CHECKPOINT SYNC`, without which the
///     written rows are in the operating system's cache only
record H2File(
        String connectorId,
        Path path,
        String fileSystem,
        long writeDelayMillis,
        boolean checkpoint) {
    private static final int DAMAGED_FILES_MAX = 8;

    /// The only setting that law JDBC-1 allows.
    static H2File durable(String connectorId, Path path) {
        return new H2File(connectorId, path, "async:", 0, true);
    }

    /// Opens or creates the database.
    Connection connect() throws SQLException, ConnectorException {
        return connect(new Properties());
    }

    /// Opens the database for reading; nothing is written, not even on closing.
    Connection connectReadOnly() throws SQLException, ConnectorException {
        Properties reading = new Properties();
        reading.setProperty("ACCESS_MODE_DATA", "r");
        reading.setProperty("IFEXISTS", "TRUE");
        return connect(reading);
    }

    private Connection connect(Properties settings) throws SQLException, ConnectorException {
        String absolute = path.toAbsolutePath().toString();
        if (absolute.indexOf(';') >= 0) {
            throw new ConnectorException(
                    Problem.error(
                            "JDBC-0504",
                            "destination " + connectorId,
                            "H2 cannot use a path with a semicolon: " + absolute,
                            "Choose another data directory."));
        }
        settings.setProperty("user", "sa");
        settings.setProperty("password", "");
        settings.setProperty("WRITE_DELAY", Long.toString(writeDelayMillis));
        // Our own stop closes it; H2's shutdown hook would close it under the lane's feet.
        settings.setProperty("DB_CLOSE_ON_EXIT", "FALSE");
        // H2's trace file would hold statements and values outside of our log's rules.
        settings.setProperty("TRACE_LEVEL_FILE", "0");
        @Nullable Connection connection =
                new Driver().connect("jdbc:h2:" + fileSystem + absolute, settings);
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        return connection;
    }

    /// Moves a damaged file aside, so that a new one can begin. It is never deleted: what it
    /// holds may be all there is of those records.
    ///
    /// @return what to tell people
    Problem moveAside(SQLException damage) throws ConnectorException {
        Path file = databaseFile();
        for (int number = 1; number <= DAMAGED_FILES_MAX; number++) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
            if (Files.exists(aside)) {
                continue;
            }
            try {
                Files.move(file, aside);
                return Problem.error(
                        "JDBC-0502",
                        "destination " + connectorId,
                        "The database file was damaged and is now "
                                + aside.getFileName()
                                + "; a new one was begun. "
                                + SqlFault.messageOf(damage),
                        "Earlier records are only in the damaged file: save it, and recover it"
                                + " with H2's Recover tool.");
            } catch (IOException e) {
                throw new ConnectorException(cannotMove(SqlFault.messageOf(e)), e);
            }
        }
        throw new ConnectorException(
                cannotMove(DAMAGED_FILES_MAX + " damaged files are there already."));
    }

    Path databaseFile() {
        return path.resolveSibling(path.getFileName() + ".mv.db");
    }

    /// What H2's error means. H2 uses its own codes beside the standard states.
    static SqlFault faultOf(SQLException error) {
        return switch (error.getErrorCode()) {
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                    SqlFault.FILE_DAMAGED;
            case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.LOCK_TIMEOUT_1 ->
                    SqlFault.FILE_LOCKED;
            case ErrorCode.DUPLICATE_KEY_1 -> SqlFault.DUPLICATE;
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 -> SqlFault.BUSY;
            case ErrorCode.DATABASE_IS_READ_ONLY -> SqlFault.READ_ONLY;
            default -> SqlFault.ofState(error);
        };
    }

    private Problem cannotMove(String why) {
        return Problem.error(
                "JDBC-0503",
                "destination " + connectorId,
                "The database file is damaged and cannot be moved aside: " + why,
                "Move " + databaseFile() + " and its damaged copies to a safe place by hand.");
    }
}
