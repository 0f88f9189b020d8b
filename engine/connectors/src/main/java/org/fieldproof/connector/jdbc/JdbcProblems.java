package org.fieldproof.connector.jdbc;

import org.fieldproof.api.project.Problem;

/// Messages that both databases share.
final class JdbcProblems {
    private JdbcProblems() {}

    static Problem unstorableText(String connectorId, String field) {
        return Problem.error(
                "JDBC-0302",
                "destination " + connectorId,
                "The record's "
                        + field
                        + " holds U+0000 or half a character, which no text column takes.",
                "Export the record from quarantine, or discard it.");
    }

    static Problem collision(String connectorId, String identity) {
        return Problem.error(
                "JDBC-0303",
                "destination " + connectorId,
                "The table holds another payload under the identity " + identity + ".",
                "Find out who else writes into this table or changed the row; the record waits in"
                        + " quarantine.");
    }

    static boolean isCollision(Problem problem) {
        return problem.code().equals("JDBC-0303");
    }

    static Problem wrongTable(String connectorId, String table, String fault) {
        return Problem.error(
                "JDBC-0201",
                "destination " + connectorId,
                "Table " + table + " cannot take records: " + fault,
                "Correct the table, or name another one in `table`; delivery resumes by itself.");
    }

    static Problem swallowed(String connectorId, String table, long sent, long kept) {
        return Problem.error(
                "JDBC-0204",
                "destination " + connectorId,
                "Table " + table + " kept " + kept + " of " + sent + " rows without an error.",
                "Look for a trigger or a rule on the table that leaves rows out.");
    }

    static Problem badTableName(String connectorId, String fault) {
        return Problem.error(
                "JDBC-0601",
                "destination " + connectorId,
                "`table` cannot be used: " + fault,
                "Choose a name of letters, digits and underscores.");
    }

    static Problem hashedTableName(String connectorId, String identifier) {
        return Problem.warning(
                "JDBC-0602",
                "destination " + connectorId,
                "`table` is longer than 63 bytes; the table is named " + identifier + ".",
                "Choose a shorter name if people must recognise it.");
    }
}
