package org.fieldproof.connector.opcua;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.SignedIdentityToken;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.security.SecurityAlgorithm;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.ApplicationType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.SignedSoftwareCertificate;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.NonceUtil;
import org.eclipse.milo.opcua.stack.core.util.SignatureUtil;

/// A session at a server, OPC UA Part 4 clause 5.7. Opening blocks and belongs to the thread that
/// dials; [#request] may be called from any thread.
final class UaSession implements PublishLine {
    private static final int NONCE_BYTES = 32;
    /// How long a server keeps a session whose line is gone: short, so that a gateway that is cut
    /// off often does not use up its sessions (row 34).
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);

    private final UaChannel channel;
    private final UaContext context;
    private final Duration timeout;
    private final AtomicLong handles = new AtomicLong();
    private final NodeId token;
    private final NamespaceTable namespaces = new NamespaceTable();

    /// Who we say we are.
    ///
    /// @param name for the server's list of sessions
    record Caller(String applicationUri, String name, IdentityProvider identity) {}

    /// What remains of a session when its line is gone, so that it can be taken up again.
    record Memory(NodeId token, ByteString serverNonce) {}

    private Memory memory;

    private UaSession(UaChannel channel, UaContext context, Duration timeout, Memory memory) {
        this.channel = channel;
        this.context = context;
        this.timeout = timeout;
        this.token = memory.token();
        this.memory = memory;
    }

    /// Makes a session and logs in.
    ///
    /// @param discovered what the server told before the channel was secured; what it tells now
    ///     must be the same, or somebody has changed it on the way
    static UaSession open(
            UaChannel channel,
            UaContext context,
            Caller caller,
            List<EndpointDescription> discovered,
            Duration timeout)
            throws UaException, TimeoutException {
        ByteString nonce = NonceUtil.generateNonce(NONCE_BYTES);
        ByteString certificate = certificate(context);
        UaSession opening =
                new UaSession(
                        channel,
                        context,
                        timeout,
                        new Memory(NodeId.NULL_VALUE, ByteString.NULL_VALUE));
        CreateSessionResponse made =
                opening.await(
                        CreateSessionResponse.class,
                        header ->
                                new CreateSessionRequest(
                                        header,
                                        description(caller),
                                        null,
                                        context.getEndpoint().getEndpointUrl(),
                                        caller.name(),
                                        nonce,
                                        certificate,
                                        (double) SESSION_TIMEOUT.toMillis(),
                                        Unsigned.uint(0)));
        verifyServer(context, made, certificate, nonce);
        EndpointMatch.verify(discovered, made.getServerEndpoints());
        UaSession session =
                new UaSession(
                        channel,
                        context,
                        timeout,
                        new Memory(made.getAuthenticationToken(), made.getServerNonce()));
        session.activate(caller.identity());
        return session;
    }

    /// Takes up a session again over a new channel. The server refuses where it no longer has it.
    static UaSession resume(
            UaChannel channel, UaContext context, Caller caller, Memory memory, Duration timeout)
            throws UaException, TimeoutException {
        UaSession session = new UaSession(channel, context, timeout, memory);
        session.activate(caller.identity());
        return session;
    }

    private static ApplicationDescription description(Caller caller) {
        return new ApplicationDescription(
                caller.applicationUri(),
                "urn:fieldproof",
                LocalizedText.english("Fieldproof"),
                ApplicationType.Client,
                null,
                null,
                null);
    }

    private static ByteString certificate(UaContext context) throws UaException {
        try {
            return context.getCertificate().isPresent()
                    ? ByteString.of(context.getCertificate().get().getEncoded())
                    : ByteString.NULL_VALUE;
        } catch (GeneralSecurityException e) {
            throw new UaException(StatusCodes.Bad_CertificateInvalid, e);
        }
    }

    /// The server must prove that it holds the key of the certificate that we believed.
    private static void verifyServer(
            UaContext context, CreateSessionResponse made, ByteString certificate, ByteString nonce)
            throws UaException {
        EndpointDescription endpoint = context.getEndpoint();
        if (SecurityPolicy.fromUri(endpoint.getSecurityPolicyUri()) == SecurityPolicy.None) {
            return;
        }
        List<X509Certificate> shown =
                CertificateUtil.decodeCertificates(made.getServerCertificate().bytesOrEmpty());
        if (shown.isEmpty() || !shown.getFirst().equals(serverCertificate(endpoint))) {
            throw new NotTheServerException(
                    "the session shows another certificate than the endpoint");
        }
        context.getCertificateValidator()
                .validateCertificateChain(
                        shown, endpoint.getServer().getApplicationUri(), new String[0]);
        byte[] signed = concat(certificate.bytesOrEmpty(), nonce.bytesOrEmpty());
        try {
            SignatureUtil.verify(
                    SecurityAlgorithm.fromUri(
                            Objects.requireNonNullElse(
                                    made.getServerSignature().getAlgorithm(), "")),
                    shown.getFirst(),
                    signed,
                    made.getServerSignature().getSignature().bytesOrEmpty());
        } catch (UaException e) {
            throw new NotTheServerException(e);
        }
    }

    private static X509Certificate serverCertificate(EndpointDescription endpoint)
            throws UaException {
        return CertificateUtil.decodeCertificates(endpoint.getServerCertificate().bytesOrEmpty())
                .getFirst();
    }

    private void activate(IdentityProvider provider) throws UaException, TimeoutException {
        SignedIdentityToken identity;
        try {
            identity = provider.getIdentityToken(context.getEndpoint(), memory.serverNonce());
        } catch (UaException e) {
            throw e;
        } catch (Exception e) {
            throw new UaException(StatusCodes.Bad_IdentityTokenInvalid, e);
        }
        SignatureData signature = signature(memory.serverNonce());
        ActivateSessionResponse active =
                await(
                        ActivateSessionResponse.class,
                        header ->
                                new ActivateSessionRequest(
                                        header,
                                        signature,
                                        new SignedSoftwareCertificate[0],
                                        new String[0],
                                        ExtensionObject.encode(
                                                context.getEncodingContext(), identity.getToken()),
                                        identity.getSignature()));
        memory = new Memory(token, active.getServerNonce());
        readNamespaces();
    }

    private SignatureData signature(ByteString serverNonce) throws UaException {
        EndpointDescription endpoint = context.getEndpoint();
        SecurityPolicy policy = SecurityPolicy.fromUri(endpoint.getSecurityPolicyUri());
        if (policy == SecurityPolicy.None) {
            return new SignatureData(null, ByteString.NULL_VALUE);
        }
        SecurityAlgorithm algorithm = policy.getAsymmetricSignatureAlgorithm();
        PrivateKey key = context.getKeyPair().orElseThrow().getPrivate();
        try {
            byte[] signed =
                    concat(serverCertificate(endpoint).getEncoded(), serverNonce.bytesOrEmpty());
            return new SignatureData(
                    algorithm.getUri(),
                    ByteString.of(SignatureUtil.sign(algorithm, key, ByteBuffer.wrap(signed))));
        } catch (GeneralSecurityException e) {
            throw new UaException(StatusCodes.Bad_CertificateInvalid, e);
        }
    }

    private void readNamespaces() throws UaException, TimeoutException {
        ReadResponse response =
                await(
                        ReadResponse.class,
                        header ->
                                new ReadRequest(
                                        header,
                                        0.0,
                                        TimestampsToReturn.Neither,
                                        new ReadValueId[] {
                                            valueOf(NodeIds.Server_NamespaceArray)
                                        }));
        DataValue[] results = response.getResults();
        if (results != null
                && results.length == 1
                && results[0].getValue().getValue() instanceof String[] uris) {
            namespaces.update(
                    table -> {
                        table.clear();
                        for (int i = 0; i < uris.length; i++) {
                            // Some servers repeat a URI; the first index is the one to use.
                            if (!table.containsValue(uris[i])) {
                                table.put(Unsigned.ushort(i), uris[i]);
                            }
                        }
                    });
        }
    }

    static ReadValueId valueOf(NodeId node) {
        return new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE);
    }

    @Override
    public NamespaceTable namespaces() {
        return namespaces;
    }

    @Override
    public EncodingContext encoding() {
        return context.getEncodingContext();
    }

    UaContext context() {
        return context;
    }

    UaChannel channel() {
        return channel;
    }

    Memory memory() {
        return memory;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public <R> CompletableFuture<R> request(
            Class<R> kind, Duration limit, Function<RequestHeader, UaRequestMessageType> make) {
        return channel.sendRequestMessage(make.apply(header(limit)))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)))
                .thenCompose(response -> answer(kind, response));
    }

    /// An answer that could not be read is an answer all the same: asked again, the server would
    /// give the same.
    private Throwable told(Throwable failure) {
        boolean hungUp = UaFailures.statusOf(failure) == StatusCodes.Bad_ConnectionClosed;
        return hungUp && channel.unreadable()
                ? new UaException(StatusCodes.Bad_DecodingError, failure)
                : failure;
    }

    /// So is one of another kind.
    private static <R> CompletableFuture<R> answer(Class<R> kind, UaResponseMessageType response) {
        return kind.isInstance(response)
                ? CompletableFuture.completedFuture(kind.cast(response))
                : CompletableFuture.failedFuture(
                        new UaException(
                                StatusCodes.Bad_UnknownResponse, "an answer of another kind"));
    }

    /// The same, waiting; not on the connection's own thread.
    <R> R await(Class<R> kind, Function<RequestHeader, UaRequestMessageType> make)
            throws UaException, TimeoutException {
        try {
            return request(kind, timeout, make)
                    .get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw UaException.extract(e)
                    .orElseGet(() -> new UaException(StatusCodes.Bad_UnexpectedError, e));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    private RequestHeader header(Duration limit) {
        return new RequestHeader(
                token,
                DateTime.now(),
                Unsigned.uint(handles.incrementAndGet() & 0x7FFF_FFFFL),
                Unsigned.uint(0),
                null,
                Unsigned.uint(limit.toMillis()),
                null);
    }

    /// Says goodbye, so that the server frees the session at once (row 34).
    ///
    /// @param keepSubscriptions leaves them to be taken over by a later session
    void close(boolean keepSubscriptions) {
        if (channel.isOpen()) {
            var goodbye =
                    request(
                            CloseSessionResponse.class,
                            Duration.ofSeconds(2),
                            header -> new CloseSessionRequest(header, !keepSubscriptions));
            goodbye.orTimeout(2, TimeUnit.SECONDS).handle((_, _) -> true).join();
            channel.disconnect().orTimeout(2, TimeUnit.SECONDS).handle((_, _) -> true).join();
        }
        channel.cut();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
