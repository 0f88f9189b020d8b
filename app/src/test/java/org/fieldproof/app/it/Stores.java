package org.fieldproof.app.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fieldproof.testkit.FreePorts;

/// The stores of the tests, read with plain JDBC: an oracle outside the product.
public final class Stores {
    private Stores() {}

    /// A real PostgreSQL server on the loopback that syncs its commits.
    public static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(FreePorts.next())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /// The embedded database of a data directory, to be opened after its gateway has stopped.
    public static String h2Url(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("connectors"))) {
            String file =
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(".mv.db"))
                            .findFirst()
                            .orElseThrow();
            return "jdbc:h2:async:"
                    + file.substring(0, file.length() - ".mv.db".length())
                    + ";IFEXISTS=TRUE;USER=sa";
        }
    }

    /// Every payload in the table `readings`, in hexadecimal, with how many rows hold it.
    public static Map<String, Integer> payloads(String url) throws SQLException {
        Map<String, Integer> rows = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT payload FROM readings")) {
            while (result.next()) {
                rows.merge(Mosquitto.hex(result.getBytes(1)), 1, Integer::sum);
            }
        }
        return rows;
    }

    /// The first levels of all addresses in the table `readings` of a PostgreSQL database.
    public static Set<String> firstLevels(String url) throws SQLException {
        Set<String> levels = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT DISTINCT split_part(address, '/', 1) FROM readings")) {
            while (result.next()) {
                levels.add(result.getString(1));
            }
        }
        return levels;
    }

    /// The first level of the address of the record that was accepted last.
    public static String newestFirstLevel(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT split_part(address, '/', 1) FROM readings"
                                        + " ORDER BY seq DESC LIMIT 1")) {
            return result.next() ? result.getString(1) : "";
        }
    }
}
