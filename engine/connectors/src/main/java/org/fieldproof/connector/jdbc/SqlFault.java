package org.fieldproof.connector.jdbc;

import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.connector.tls.CertificateFault;
import org.jspecify.annotations.Nullable;

/// What a database's error means for the lane.
enum SqlFault {
    /// Not reached, hung up, or silent for too long. The outcome of a commit may be unknown; a
    /// replay with the same identity settles it.
    UNREACHABLE(
            "JDBC-0101",
            "Check that the database runs and that the network lets us through; delivery resumes"
                    + " by itself."),
    /// The TLS handshake failed, or the server offers no TLS where it is demanded.
    TLS_REFUSED(
            "JDBC-0102",
            "Compare the server's certificate with `host` and `trust`; nothing is sent until they"
                    + " agree."),
    /// User, password or access rule.
    CREDENTIALS(
            "JDBC-0103",
            "Correct `user`, the secret behind `password`, or the server's access rules."),
    /// The database does not exist.
    DATABASE_MISSING("JDBC-0104", "Create the database, or correct `database`."),
    /// The server asks for another try: shutting down, out of space, a deadlock.
    BUSY(
            "JDBC-0106",
            "The server asks for another try; if this stays, look at its disk space and its log."),
    /// The server takes no writes.
    READ_ONLY("JDBC-0205", "Point `host` at the primary server."),
    /// Rights or shape of the table.
    TABLE(
            "JDBC-0203",
            "Grant INSERT and SELECT on the table (and TEMPORARY on the database), or restore its"
                    + " columns; delivery resumes by itself."),
    /// The identity is there already.
    DUPLICATE("JDBC-0301", "The record can be retried, exported or discarded in quarantine."),
    /// Something about a record.
    RECORD("JDBC-0301", "The record can be retried, exported or discarded in quarantine."),
    /// The database file is in use by another process.
    FILE_LOCKED(
            "JDBC-0501",
            "Close the other program that has the file open; delivery resumes by itself."),
    /// The database file is damaged.
    FILE_DAMAGED("JDBC-0502", "The file is moved aside and a new one begun.");

    private static final int MESSAGE_LENGTH_MAX = 300;
    private static final String DENIED = "42501";

    /// What we and the driver ask. Not all that begins with `pg_`: a table of ours may be called
    /// so.
    private static final Pattern CATALOGUE =
            Pattern.compile(
                    "\\b(?:pg_(?:attrdef|attribute|backend_pid|catalog|class|constraint|description"
                            + "|get_\\w+|has_role|index|inherits|is_in_recovery|namespace|proc"
                            + "|stat_ssl|type)|information_schema)\\b");

    private static final String CATALOGUE_REMEDY =
            "Grant SELECT, or EXECUTE for a function, on that part of the server's catalogue, which"
                    + " every role can use unless somebody has taken it away; delivery resumes by"
                    + " itself.";

    private final String code;
    private final String remedy;

    SqlFault(String code, String remedy) {
        this.code = code;
        this.remedy = remedy;
    }

    /// True where only a person can help, so that the state is FAULTED and not DOWN.
    boolean needsPerson() {
        return switch (this) {
            case TLS_REFUSED, CREDENTIALS, DATABASE_MISSING, READ_ONLY, TABLE, FILE_LOCKED -> true;
            case UNREACHABLE, BUSY, DUPLICATE, RECORD, FILE_DAMAGED -> false;
        };
    }

    /// True where the connection can be kept.
    boolean keepsSession() {
        return this == RECORD || this == DUPLICATE;
    }

    /// The message for people.
    Problem problem(String connectorId, SQLException error) {
        return Problem.error(
                code,
                "destination " + connectorId,
                this == TLS_REFUSED
                        ? "TLS does not come about: "
                                + CertificateFault.told(error, messageOf(error))
                        : messageOf(error),
                isCatalogue(error) ? CATALOGUE_REMEDY : remedy);
    }

    /// What was refused is no table of ours: rights on that would change nothing. Names are the
    /// same in every language of the server.
    private boolean isCatalogue(SQLException error) {
        @Nullable String message = error.getMessage();
        return this == TABLE
                && DENIED.equals(error.getSQLState())
                && message != null
                && CATALOGUE.matcher(message).find();
    }

    /// The meaning of a standard SQLSTATE. What is not known counts as the database's fault and
    /// not the record's, because a wrong guess then costs time and not data.
    static SqlFault ofState(SQLException error) {
        if (hasTlsCause(error) || saysTls(error)) {
            return TLS_REFUSED;
        }
        @Nullable String state = error.getSQLState();
        if (state == null || state.length() < 5) {
            return UNREACHABLE;
        }
        return switch (state) {
            case "08004" -> CREDENTIALS; // the driver has no password that the server wants
            case "23505" -> DUPLICATE;
            case "25006" -> READ_ONLY;
            case "3D000" -> DATABASE_MISSING;
            default -> ofClass(state.substring(0, 2));
        };
    }

    private static SqlFault ofClass(String stateClass) {
        return switch (stateClass) {
            case "22", "23", "44", "54", "P0" -> RECORD;
            case "28" -> CREDENTIALS;
            case "0A", "3F", "42" -> TABLE;
            case "40", "53", "55", "57", "58" -> BUSY;
            default -> UNREACHABLE;
        };
    }

    /// One line, bounded: server messages may quote a value of any length.
    static String messageOf(Throwable error) {
        @Nullable String message = error.getMessage();
        String line =
                (message == null || message.isBlank() ? error.getClass().getSimpleName() : message)
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
        String bounded =
                line.length() > MESSAGE_LENGTH_MAX
                        ? line.substring(0, MESSAGE_LENGTH_MAX) + "..."
                        : line;
        return bounded.endsWith(".") ? bounded : bounded + ".";
    }

    /// The driver tells two refusals by words only; these two stay the same in every language:
    /// "does not support SSL" and the name of its verifier.
    private static boolean saysTls(SQLException error) {
        @Nullable String state = error.getSQLState();
        @Nullable String message = error.getMessage();
        if (state == null || message == null) {
            return false;
        }
        return (state.equals("08004") && message.contains("SSL"))
                || (state.startsWith("08") && message.contains("HostnameVerifier"));
    }

    private static boolean hasTlsCause(Throwable error) {
        Throwable at = error;
        for (int depth = 0; depth < 8; depth++) {
            if (at instanceof SSLException) {
                return true;
            }
            @Nullable Throwable cause = at.getCause();
            if (cause == null) {
                return false;
            }
            at = cause;
        }
        return false;
    }
}
