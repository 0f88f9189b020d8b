package org.fieldproof.connector.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.trust.OwnCertificate;
import org.fieldproof.connector.opcua.trust.ServerTrust;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.fieldproof.connector.opcua.trust.TrustLists;

/// Who we are towards a server: the application, proved by its certificate, and the user.
/// Confined to the dialling thread.
final class UaIdentity {
    private final ConnectorContext connector;
    private final OpcUaSourceConfig config;
    private final OpcProblems problems;
    private final OwnCertificate own;

    UaIdentity(
            ConnectorContext connector,
            OpcUaSourceConfig config,
            OpcProblems problems,
            TrustLists lists) {
        this.connector = connector;
        this.config = config;
        this.problems = problems;
        own = new OwnCertificate(lists.own());
    }

    String applicationUri() {
        String written = config.own().applicationUri();
        return written.isEmpty()
                ? "urn:"
                        + OwnCertificate.hostName().orElse("localhost")
                        + ":fieldproof:"
                        + connector.id()
                : written;
    }

    /// Certificate and key of the application; the certificate also lies in `pki/own`, to be
    /// handed to whoever runs the server.
    TlsIdentity application() throws ConnectorException {
        try {
            TlsIdentity identity =
                    switch (config.own().kind()) {
                        case "installation" ->
                                connector
                                        .credentials()
                                        .application(connector.id(), applicationUri());
                        case "files" -> config.own().files().read(connector);
                        default ->
                                own.selfSigned(
                                        "Fieldproof " + connector.id(),
                                        applicationUri(),
                                        connector.clock().now(),
                                        new SecureRandom());
                    };
            X509Certificate certificate = identity.chain().getFirst();
            own.show(certificate);
            problems.ourCertificate(
                    words(certificate)
                            + ", SHA-1 "
                            + Thumbprint.sha1(certificate)
                            + ", file "
                            + own.file().toAbsolutePath());
            return identity;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConnectorException(
                    problems.problem(
                            OpcCodes.IDENTITY,
                            "Our own certificate or key cannot be made or read: "
                                    + e.getMessage()
                                    + ".",
                            "Check the files, and space and permissions of the data directory."),
                    e);
        }
    }

    static String words(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName()
                + " · sha256 "
                + Thumbprint.sha256(certificate);
    }

    /// How to log in at this endpoint.
    IdentityProvider login(EndpointDescription endpoint, Endpoint target, ServerTrust trust)
            throws ConnectorException {
        OpcUaSourceConfig.Login login = config.login();
        if (login.byName()) {
            UserTokenPolicy token = token(endpoint, UserTokenType.UserName, "user and password");
            refuseInClear(endpoint, target, token);
            byte[] password = password();
            // The library wipes the array it is given.
            return new UsernameProvider(login.user(), () -> password.clone(), trust, _ -> token);
        }
        if (login.byCertificate()) {
            token(endpoint, UserTokenType.Certificate, "a user certificate");
            TlsIdentity user = login.files().read(connector);
            return new X509IdentityProvider(user.chain(), Objects.requireNonNull(user.key()));
        }
        token(endpoint, UserTokenType.Anonymous, "anonymous");
        return new AnonymousProvider();
    }

    /// The strongest of a kind that the endpoint takes.
    private UserTokenPolicy token(EndpointDescription endpoint, UserTokenType kind, String words)
            throws ConnectorException {
        UserTokenPolicy[] offered = endpoint.getUserIdentityTokens();
        Optional<UserTokenPolicy> found =
                Arrays.stream(offered == null ? new UserTokenPolicy[0] : offered)
                        .filter(policy -> policy.getTokenType() == kind)
                        .max(Comparator.comparing(policy -> !inClear(endpoint, policy)));
        if (found.isPresent()) {
            return found.get();
        }
        List<String> kinds =
                Arrays.stream(offered == null ? new UserTokenPolicy[0] : offered)
                        .map(policy -> policy.getTokenType().name())
                        .distinct()
                        .toList();
        throw new ConnectorException(
                problems.problem(
                        OpcCodes.USER_KIND,
                        "The server at "
                                + problems.target()
                                + " does not let in "
                                + words
                                + " here; it takes "
                                + (kinds.isEmpty() ? "nobody" : String.join(", ", kinds))
                                + ".",
                        "Set user and password, or a user certificate, as the server wants it."));
    }

    private static boolean inClear(EndpointDescription endpoint, UserTokenPolicy token) {
        String policy = token.getSecurityPolicyUri();
        String effective =
                policy == null || policy.isEmpty() ? endpoint.getSecurityPolicyUri() : policy;
        return SecurityPolicy.None.getUri().equals(effective)
                && endpoint.getSecurityMode() != MessageSecurityMode.SignAndEncrypt;
    }

    /// A password goes over a line in clear only on this machine (S23).
    private void refuseInClear(EndpointDescription endpoint, Endpoint target, UserTokenPolicy token)
            throws ConnectorException {
        if (!inClear(endpoint, token)) {
            return;
        }
        try {
            if (InetAddress.getByName(target.host()).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new ConnectorException(problems.nameUnknown(target.host()), e);
        }
        throw new ConnectorException(
                problems.problem(
                        OpcCodes.PASSWORD_IN_CLEAR,
                        "The password would go to " + problems.target() + " in clear.",
                        "Choose a policy with SignAndEncrypt, or have the server ask for an"
                                + " encrypted password."));
    }

    private byte[] password() throws ConnectorException {
        char[] secret = connector.secrets().resolve(config.login().password());
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] password = new byte[encoded.remaining()];
        encoded.get(password);
        encoded.clear();
        while (encoded.hasRemaining()) {
            encoded.put((byte) 0);
        }
        Arrays.fill(secret, '\0');
        return password;
    }
}
