package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.fieldproof.api.project.Problem;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody grants rights on a table, and nothing gets better.
final class SqlFaultTest {

    private static Problem of(String message, String state) {
        SQLException error = new SQLException(message, state);
        return SqlFault.ofState(error).problem("pg", error);
    }

    @Test
    void aCatalogueThatCannotBeReadIsToldApartFromTheTable() {
        Problem table = of("ERROR: permission denied for table orders", "42501");
        assertThat(table.remedy()).contains("INSERT and SELECT on the table");
        Problem german = of("FEHLER: keine Berechtigung für Tabelle pg_inherits", "42501");
        assertThat(german.code()).isEqualTo("JDBC-0203");
        assertThat(german.remedy()).contains("catalogue").doesNotContain("INSERT");
        assertThat(of("ERROR: permission denied for function pg_get_expr", "42501").remedy())
                .contains("EXECUTE");
        assertThat(of("ERROR: permission denied for table pg_press", "42501").remedy())
                .contains("INSERT and SELECT on the table");
        assertThat(of("ERROR: relation \"pg_mine\" does not exist", "42P01").remedy())
                .contains("INSERT and SELECT on the table");
    }
}
