package org.fieldproof.connector.mqtt.listener;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.OwnFiles;

/// The configuration of one endpoint, typed.
///
/// @param port the main port: TLS where `tls` is given, plain TCP otherwise; 0 for any free one
/// @param plainPort a plain TCP port beside a TLS one; -1 for none
/// @param payloadBytesMax largest payload of a PUBLISH
/// @param inFlightMax messages of one client that may wait for their acknowledgement
/// @param queueRecordsMax messages that may wait for one subscriber
record ListenerConfig(
        String host,
        int port,
        int plainPort,
        Optional<Tls> tls,
        Identity identity,
        boolean clientIdMatchesCertificate,
        boolean allowAnonymous,
        boolean allowPlainPasswords,
        List<User> users,
        int payloadBytesMax,
        int inFlightMax,
        int connectionsMax,
        long sessionExpirySecondsMax,
        int queueRecordsMax,
        long queueBytesMax,
        int retainedRecordsMax,
        long retainedBytesMax) {
    ListenerConfig {
        users = List.copyOf(users);
    }

    static ListenerConfig of(Config config) {
        Optional<Tls> tls = config.group("tls").map(Tls::of);
        return new ListenerConfig(
                config.text("host"),
                Math.toIntExact(config.integer("port")),
                config.has("plainPort") ? Math.toIntExact(config.integer("plainPort")) : -1,
                tls,
                Identity.of(config, tls),
                config.flag("clientIdMatchesCertificate"),
                config.flag("allowAnonymous"),
                config.flag("allowPlainPasswords"),
                config.groups("users").stream().map(User::of).toList(),
                Math.toIntExact(config.bytes("payloadLimit")),
                Math.toIntExact(config.integer("inFlight")),
                Math.toIntExact(config.integer("connections")),
                config.duration("sessionExpiry").toSeconds(),
                Math.toIntExact(config.integer("queueRecords")),
                config.bytes("queueBytes"),
                Math.toIntExact(config.integer("retainedRecords")),
                config.bytes("retainedBytes"));
    }

    /// Largest packet: the payload, and room for a topic and properties of 64 KiB each.
    int packetBytesMax() {
        return payloadBytesMax + 128 * 1024;
    }

    /// True where only this machine can connect.
    boolean onLoopback() {
        return Endpoint.isLoopback(host);
    }

    /// True where plain TCP is spoken on any port.
    boolean speaksPlain() {
        return tls.isEmpty() || plainPort >= 0;
    }

    /// What a device is known by.
    enum Identity {
        CERTIFICATE,
        CLIENT_ID;

        /// Where nothing is written: the certificate where each client must show one.
        private static Identity of(Config config, Optional<Tls> tls) {
            boolean required =
                    tls.isPresent()
                            && tls.get().clientCertificates() == ClientCertificates.REQUIRED;
            return switch (config.text("identity")) {
                case "certificate" -> CERTIFICATE;
                case "client-id" -> CLIENT_ID;
                default -> required ? CERTIFICATE : CLIENT_ID;
            };
        }
    }

    enum ClientCertificates {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /// The TLS side of the main port.
    ///
    /// @param ownFiles true where `files` are shown, false for a certificate of the
    ///     installation's own authority
    /// @param trustFile PEM file of the authorities of client certificates; empty for the
    ///     installation's own
    /// @param crl file of revocation lists for client certificates; empty where nobody keeps any
    record Tls(
            boolean ownFiles,
            OwnFiles files,
            ClientCertificates clientCertificates,
            String trustFile,
            String crl) {

        static Tls of(Config config) {
            return new Tls(
                    config.text("identity").equals("files"),
                    new OwnFiles(
                            config.text("certificate"),
                            config.text("key"),
                            config.text("keyPassword")),
                    ClientCertificates.valueOf(
                            config.text("clientCertificates").toUpperCase(Locale.ROOT)),
                    config.text("trust").equals("file") && config.has("trustFile")
                            ? config.text("trustFile")
                            : "",
                    config.text("crl"));
        }
    }

    /// Someone who signs in with a password.
    ///
    /// @param password a reference, never a value
    /// @param publish topic filters; empty for all topics
    /// @param subscribe topic filters; empty for all
    record User(String name, String password, List<String> publish, List<String> subscribe) {
        User {
            publish = List.copyOf(publish);
            subscribe = List.copyOf(subscribe);
        }

        static User of(Config config) {
            return new User(
                    config.text("name"),
                    config.text("password"),
                    config.texts("publish"),
                    config.texts("subscribe"));
        }
    }
}
