package org.fieldproof.connector.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.TlsIdentity;

/// Whom a client believes and what it shows, in the words of a project.
///
/// @param trust `installation`, `default` (the JDK's authorities) or a PEM file
/// @param identity `none`, `files` or `installation:NAME`
/// @param certificate PEM file of our chain, for `files`
/// @param key PEM file of our key, for `files`
public record TlsFields(String trust, String identity, String certificate, String key) {
    private static final String INSTALLATION = "installation:";

    /// The group `tls`.
    public static Field group() {
        List<Field> fields = new ArrayList<>();
        fields.add(
                Field.optional(
                        "trust",
                        Kind.TEXT,
                        "default",
                        "Whom to trust: installation, default (the JDK's authorities), or a PEM"
                                + " file."));
        fields.addAll(shown());
        return Field.group(
                "tls",
                false,
                "TLS; without this group the line is not encrypted.",
                fields.toArray(Field[]::new));
    }

    /// What is shown to the server.
    public static List<Field> shown() {
        return List.of(
                Field.optional(
                        "identity",
                        Kind.TEXT,
                        "none",
                        "Which certificate to show: none, files, or installation:NAME."),
                Field.optional("certificate", Kind.PATH, "", "PEM file of our chain, for files."),
                Field.optional("key", Kind.PATH, "", "PEM file of our PKCS#8 key, for files."));
    }

    /// The group `tls` of a configuration; empty where it is not there.
    public static Optional<TlsFields> ofGroup(Config config) {
        return config.group("tls").map(TlsFields::of);
    }

    /// The fields where they stand by themselves.
    public static TlsFields of(Config fields) {
        return new TlsFields(
                fields.text("trust").trim(),
                fields.text("identity").trim(),
                fields.text("certificate").trim(),
                fields.text("key").trim());
    }

    public boolean showsNothing() {
        return identity.isEmpty() || identity.equals("none");
    }

    /// What cannot be used.
    ///
    /// @param code of the connector's problem with its configuration
    public List<Problem> check(Config config, String code, String object) {
        String field = config.group("tls").isPresent() ? "tls" : "identity";
        List<Problem> problems = new ArrayList<>();
        boolean files = identity.equals("files");
        if (!files && !showsNothing() && !identity.startsWith(INSTALLATION)) {
            problems.add(
                    Problem.error(
                                    code,
                                    object,
                                    "`identity` is " + identity + ".",
                                    "Write none, files, or installation:NAME.")
                            .at(config.placeOf(field)));
        }
        if (files && (certificate.isEmpty() || key.isEmpty())) {
            problems.add(
                    Problem.error(
                                    code,
                                    object,
                                    "`identity` is files, but `certificate` or `key` is missing.",
                                    "Name the PEM files in `certificate` and `key`.")
                            .at(config.placeOf(field)));
        }
        return problems;
    }

    /// Whom the client believes and what it shows, read anew, so that a changed file takes effect
    /// with the next connection.
    public TlsIdentity identity(ConnectorContext host) throws ConnectorException {
        TlsIdentity trusted = trusted(host);
        Optional<TlsIdentity> own = own(host);
        return own.isEmpty()
                ? trusted
                : new TlsIdentity(own.get().chain(), own.get().key(), trusted.trust());
    }

    /// Whom the client believes.
    public TlsIdentity trusted(ConnectorContext host) throws ConnectorException {
        return host.credentials()
                .trustOnly(
                        switch (trust) {
                            case "", "default" -> "";
                            case "installation" -> "installation";
                            default -> absolute(host, trust);
                        });
    }

    /// What the client shows; empty for nothing.
    public Optional<TlsIdentity> own(ConnectorContext host) throws ConnectorException {
        if (showsNothing()) {
            return Optional.empty();
        }
        Credentials credentials = host.credentials();
        return Optional.of(
                identity.equals("files")
                        ? credentials.fromFiles(
                                absolute(host, certificate), absolute(host, key), "")
                        : credentials.client(identity.substring(INSTALLATION.length())));
    }

    private static String absolute(ConnectorContext host, String path) {
        return host.projectDirectory().resolve(path).toAbsolutePath().toString();
    }
}
