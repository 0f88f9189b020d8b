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
import org.fieldproof.api.spi.TlsIdentity;

/// Whom a client believes and what it shows, in the words of a project.
///
/// @param trust `installation`, `default` (the JDK's authorities) or a PEM file
/// @param crl file of revocation lists; empty where nobody keeps any
/// @param identity `none`, `files` or `installation:NAME`
/// @param files our chain and key, for `files`
public record TlsFields(String trust, String crl, String identity, OwnFiles files) {
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
        fields.add(revocation());
        fields.addAll(shown());
        return Field.group(
                "tls",
                false,
                "TLS; without this group the line is not encrypted.",
                fields.toArray(Field[]::new));
    }

    /// What authorities have taken back.
    public static Field revocation() {
        return Field.optional(
                "crl",
                Kind.PATH,
                "",
                "File of revocation lists, PEM or DER: what is on one is refused, and so is who has"
                        + " an authority without a current list in it. No list counts if empty.");
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
                Field.optional("key", Kind.PATH, "", "PEM file of our PKCS#8 key, for files."),
                Field.optional(
                        "keyPassword",
                        Kind.SECRET,
                        "",
                        "The password of that key, if it is encrypted."));
    }

    /// The group `tls` of a configuration; empty where it is not there.
    public static Optional<TlsFields> ofGroup(Config config) {
        return config.group("tls").map(TlsFields::of);
    }

    /// The fields where they stand by themselves.
    public static TlsFields of(Config fields) {
        return new TlsFields(
                fields.text("trust").trim(),
                fields.text("crl").trim(),
                fields.text("identity").trim(),
                new OwnFiles(
                        fields.text("certificate").trim(),
                        fields.text("key").trim(),
                        fields.text("keyPassword").trim()));
    }

    public boolean showsNothing() {
        return identity.isEmpty() || identity.equals("none");
    }

    /// What cannot be used.
    ///
    /// @param field under which these fields stand in the configuration
    /// @param code of the connector's problem with its configuration
    public List<Problem> check(Config config, String field, String code, String object) {
        List<Problem> problems = new ArrayList<>();
        boolean fromFiles = identity.equals("files");
        if (!fromFiles && !showsNothing() && !identity.startsWith(INSTALLATION)) {
            problems.add(
                    Problem.error(
                                    code,
                                    object,
                                    "`identity` is " + identity + ".",
                                    "Write none, files, or installation:NAME.")
                            .at(config.placeOf(field)));
        }
        if (fromFiles && !files.named()) {
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
    /// with the next client that is made: for PostgreSQL and MQTT each connection, else a new sink.
    public TlsIdentity identity(ConnectorContext host) throws ConnectorException {
        TlsIdentity trusted = trusted(host);
        Optional<TlsIdentity> own = own(host);
        return own.isEmpty() ? trusted : trusted.showing(own.get());
    }

    /// Whom the client believes.
    public TlsIdentity trusted(ConnectorContext host) throws ConnectorException {
        return believed(
                host,
                switch (trust) {
                    case "", "default" -> "";
                    case "installation" -> "installation";
                    default -> OwnFiles.inProject(host, trust);
                },
                crl);
    }

    /// Authorities with what they have taken back.
    ///
    /// @param trust as [org.fieldproof.api.spi.Credentials#trustOnly] takes it
    /// @param crl file of revocation lists as a project names it; empty for none
    public static TlsIdentity believed(ConnectorContext host, String trust, String crl)
            throws ConnectorException {
        TlsIdentity authorities = host.credentials().trustOnly(trust);
        return crl.isEmpty()
                ? authorities
                : new TlsIdentity(
                        List.of(),
                        null,
                        authorities.trust(),
                        host.credentials().revocationLists(OwnFiles.inProject(host, crl)));
    }

    /// What the client shows; empty for nothing.
    public Optional<TlsIdentity> own(ConnectorContext host) throws ConnectorException {
        if (showsNothing()) {
            return Optional.empty();
        }
        return Optional.of(
                identity.equals("files")
                        ? files.read(host)
                        : host.credentials().client(identity.substring(INSTALLATION.length())));
    }
}
