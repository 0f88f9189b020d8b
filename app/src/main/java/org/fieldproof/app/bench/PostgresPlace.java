package org.fieldproof.app.bench;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.fieldproof.api.project.Problem;

/// A PostgreSQL server to measure with, from `postgresql://user:password@host:port/database`.
record PostgresPlace(String host, int port, String database, String user, String password) {

    static PostgresPlace of(String url) throws BenchException {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new BenchException(notAUrl(), e);
        }
        String login = uri.getUserInfo();
        String path = uri.getPath();
        if (!"postgresql".equals(uri.getScheme())
                || uri.getHost() == null
                || login == null
                || path == null
                || path.length() < 2) {
            throw new BenchException(notAUrl());
        }
        int colon = login.indexOf(':');
        return new PostgresPlace(
                uri.getHost(),
                uri.getPort() < 0 ? 5_432 : uri.getPort(),
                path.substring(1),
                colon < 0 ? login : login.substring(0, colon),
                colon < 0 ? "" : login.substring(colon + 1));
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
    }

    /// Keeps the password out of messages.
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }

    private static Problem notAUrl() {
        return Problem.error(
                "APP-0403",
                "bench deliver",
                "The address of the PostgreSQL server cannot be read.",
                "Write postgresql://user:password@host:port/database.");
    }
}
