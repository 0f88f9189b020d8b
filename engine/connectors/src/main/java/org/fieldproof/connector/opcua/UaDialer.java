package org.fieldproof.connector.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.ApplicationType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.trust.ChainVerdict;
import org.fieldproof.connector.opcua.trust.ServerTrust;
import org.fieldproof.connector.opcua.trust.Thumbprint;
import org.fieldproof.connector.opcua.trust.TrustLists;
import org.jspecify.annotations.Nullable;

/// Leads from a configuration to an open session: name, link, discovery, choice of an endpoint,
/// trust, secure channel, login. Blocks, so it runs on the connection's own thread, afresh for
/// every attempt: a moved name, a rotated key, a certificate that was trusted meanwhile all
/// count.
///
/// Confined to one thread, but for [#abort()].
final class UaDialer {
    private static final int RSA_BITS = 2_048;
    private static final int RSA_BITS_DEPRECATED = 1_024;
    private static final int ENDPOINTS_MAX = 200;

    private final ConnectorContext connector;
    private final LinkTable links;
    private final OpcUaSourceConfig config;
    private final OpcProblems problems;
    private final UaLoops loops;
    private final TrustLists lists;
    private final UaIdentity identity;
    private final Notices notices;
    private final ServiceGate gate;
    private int attempts;
    private boolean otherAddressTold;
    // Volatile: set by the dialling thread, closed by whoever stops it.
    private volatile @Nullable UaChannel current;

    /// A session and who is on the other side.
    ///
    /// @param peer address and identity of the server for people
    record Dialled(UaSession session, String peer, String serverIdentity, boolean resumed) {}

    /// What a server says before anything is secured.
    ///
    /// @param target the configured host, which its certificate must be for
    /// @param address where it was dialled
    /// @param offered its endpoints
    record Greeting(
            Endpoint target,
            String url,
            InetSocketAddress address,
            List<EndpointDescription> offered) {
        Greeting {
            offered = List.copyOf(offered);
        }
    }

    /// A secure channel, on which nobody has logged in yet.
    ///
    /// @param server identity of the server for people
    record Secured(
            Greeting greeting,
            EndpointDescription endpoint,
            ServerTrust trust,
            String server,
            UaContext context,
            UaChannel channel) {}

    /// What is told while dialling and is no reason to stop.
    interface Notices {
        /// Once: the server calls itself by another address than the one that is used.
        void otherAddress(String itself, String used);
    }

    /// A dialler whose channels only read.
    UaDialer(
            ConnectorContext connector,
            LinkTable links,
            OpcUaSourceConfig config,
            OpcProblems problems,
            UaLoops loops,
            Notices notices) {
        this(connector, links, config, problems, loops, notices, ReadOnlyServices::check);
    }

    /// @param gate of every channel
    UaDialer(
            ConnectorContext connector,
            LinkTable links,
            OpcUaSourceConfig config,
            OpcProblems problems,
            UaLoops loops,
            Notices notices,
            ServiceGate gate) {
        this.gate = gate;
        this.connector = connector;
        this.links = links;
        this.config = config;
        this.problems = problems;
        this.loops = loops;
        this.notices = notices;
        lists = new TrustLists(connector.dataDirectory());
        identity = new UaIdentity(connector, config, problems, lists);
    }

    /// A dialler that tells its notices as events.
    static UaDialer of(
            ConnectorHost host, OpcUaSourceConfig config, OpcProblems problems, UaLoops loops) {
        return new UaDialer(
                host,
                host.links(),
                config,
                problems,
                loops,
                (itself, used) ->
                        host.event(
                                GatewayEvent.Level.INFO,
                                OpcCodes.OTHER_ADDRESS,
                                problems.object(),
                                "The server calls itself "
                                        + itself
                                        + "; "
                                        + used
                                        + " is used as configured, and its certificate is checked"
                                        + " against that.",
                                Map.of("server", itself)));
    }

    /// Dials.
    ///
    /// @param memory the session to take up again if the server still has it; null for a new one
    Dialled dial(UaSession.@Nullable Memory memory) throws ConnectorException {
        return enter(secure(greet()), memory);
    }

    /// Name, line, and what the server offers.
    Greeting greet() throws ConnectorException {
        prepareLists();
        Endpoint target = target();
        String url = "opc.tcp://" + target + config.path();
        problems.target(url);
        InetSocketAddress address = address(target);
        return new Greeting(target, url, address, discover(url, address));
    }

    /// Both sides believe each other's certificates.
    Secured secure(Greeting greeting) throws ConnectorException {
        EndpointDescription endpoint = choose(greeting.offered(), greeting.target());
        boolean secured = UaSecurity.policyOf(endpoint) != SecurityPolicy.None;
        ServerTrust trust = trust(greeting.target(), endpoint);
        String server = secured ? believe(trust, endpoint) : "not proved (policy None)";
        Optional<TlsIdentity> own =
                secured ? Optional.of(identity.application()) : Optional.empty();
        UaContext context = new UaContext(endpoint, own, trust, config.connectTimeout());
        UaChannel channel = open(context, greeting.address(), trust);
        return new Secured(greeting, endpoint, trust, server, context, channel);
    }

    /// Logs in, or takes a session up again; the channel is closed where that fails.
    Dialled enter(Secured line, UaSession.@Nullable Memory memory) throws ConnectorException {
        boolean entered = false;
        try {
            IdentityProvider login =
                    identity.login(line.endpoint(), line.greeting().target(), line.trust());
            UaSession.Caller caller =
                    new UaSession.Caller(
                            identity.applicationUri(), "fieldproof " + connector.id(), login);
            Dialled dialled = session(line, caller, memory);
            entered = true;
            return dialled;
        } catch (UaException | TimeoutException e) {
            throw refusedOr(line.trust(), e);
        } finally {
            if (!entered) {
                line.channel().cut();
            }
        }
    }

    private Dialled session(
            Secured line, UaSession.Caller caller, UaSession.@Nullable Memory memory)
            throws UaException, TimeoutException {
        String url = line.greeting().url();
        if (memory != null) {
            try {
                UaSession resumed =
                        UaSession.resume(
                                line.channel(),
                                line.context(),
                                caller,
                                memory,
                                config.connectTimeout());
                return new Dialled(resumed, url, line.server(), true);
            } catch (UaException e) {
                if (!line.channel().isOpen()) {
                    throw e;
                }
                // The server no longer has it, or will not give it back: a new one, then.
            }
        }
        UaSession made =
                UaSession.open(
                        line.channel(),
                        line.context(),
                        caller,
                        line.greeting().offered(),
                        config.connectTimeout());
        return new Dialled(made, url, line.server(), false);
    }

    /// Closes whatever is being opened: the dialling thread then fails at once.
    void abort() {
        UaChannel channel = current;
        if (channel != null) {
            channel.cut();
        }
    }

    private void prepareLists() throws ConnectorException {
        try {
            lists.prepare();
        } catch (IOException e) {
            throw new ConnectorException(
                    problems.problem(
                            OpcCodes.TRUST_LISTS,
                            "The trust lists cannot be read or written: " + e.getMessage() + ".",
                            "Check space and permissions of the data directory."),
                    e);
        }
    }

    /// The server as configured; it may be a simulator of this project.
    Endpoint target() throws ConnectorException {
        return config.endpoint().isPresent()
                ? config.endpoint().get()
                : connector.endpointOf(config.connectTo());
    }

    /// The socket's address; the name that is checked stays that of the target.
    private InetSocketAddress address(Endpoint target) throws ConnectorException {
        Endpoint dial = links.dial(connector.id(), target);
        try {
            InetAddress[] candidates = InetAddress.getAllByName(dial.host());
            return new InetSocketAddress(
                    candidates[Math.floorMod(attempts++, candidates.length)], dial.port());
        } catch (UnknownHostException e) {
            throw new ConnectorException(problems.nameUnknown(dial.host()), e);
        }
    }

    /// Asks over an unsecured channel, as OPC UA does it; nothing told here is believed before it
    /// was told again over the secured one.
    private List<EndpointDescription> discover(String url, InetSocketAddress address)
            throws ConnectorException {
        try {
            List<EndpointDescription> offered = endpointsAt(url, url, address);
            if (!offered.isEmpty() || url.endsWith("/discovery")) {
                return offered;
            }
        } catch (UaException | TimeoutException e) {
            // A server without an open endpoint, or with none at this path, answers only at the
            // address for discovery, and tells the path of the others there.
            if (!answered(e)) {
                throw new ConnectorException(problems.ofConnecting(e), e);
            }
        }
        String discovery = url + (url.endsWith("/") ? "discovery" : "/discovery");
        try {
            return endpointsAt(discovery, url, address);
        } catch (UaException | TimeoutException e) {
            throw new ConnectorException(problems.ofConnecting(e), e);
        }
    }

    private static boolean answered(Exception failure) {
        return failure instanceof UaException ua
                && ua.getCause() == null
                && (ua.getStatusCode().isSecurityError()
                        || ua.getStatusCode().value() == StatusCodes.Bad_TcpEndpointUrlInvalid);
    }

    private List<EndpointDescription> endpointsAt(
            String channelUrl, String askedUrl, InetSocketAddress address)
            throws UaException, TimeoutException {
        EndpointDescription open =
                new EndpointDescription(
                        channelUrl,
                        new ApplicationDescription(
                                null,
                                null,
                                LocalizedText.NULL_VALUE,
                                ApplicationType.Server,
                                null,
                                null,
                                null),
                        ByteString.NULL_VALUE,
                        MessageSecurityMode.None,
                        SecurityPolicy.None.getUri(),
                        null,
                        Stack.TCP_UASC_UABINARY_TRANSPORT_URI,
                        Unsigned.ubyte(0));
        ServerTrust nobody =
                new ServerTrust(
                        lists,
                        new ServerTrust.Rules(
                                "", Optional.empty(), "", List.of(), RSA_BITS, false, true),
                        connector.clock());
        UaContext context = new UaContext(open, Optional.empty(), nobody, config.connectTimeout());
        UaChannel channel = channel(address);
        try {
            await(channel.connect(context));
            GetEndpointsResponse response =
                    (GetEndpointsResponse)
                            await(
                                    channel.sendRequestMessage(
                                            new GetEndpointsRequest(
                                                    header(),
                                                    askedUrl,
                                                    null,
                                                    new String[] {
                                                        Stack.TCP_UASC_UABINARY_TRANSPORT_URI
                                                    })));
            EndpointDescription[] found = response.getEndpoints();
            return found == null ? List.of() : Arrays.stream(found).limit(ENDPOINTS_MAX).toList();
        } finally {
            var closing = channel.disconnect();
            closing.orTimeout(2, TimeUnit.SECONDS).exceptionally(_ -> null).join();
            channel.cut();
        }
    }

    private RequestHeader header() {
        return new RequestHeader(
                NodeId.NULL_VALUE,
                DateTime.now(),
                Unsigned.uint(1),
                Unsigned.uint(0),
                null,
                Unsigned.uint(config.connectTimeout().toMillis()),
                null);
    }

    private UaChannel channel(InetSocketAddress address) {
        UaChannel channel = new UaChannel(loops.transport(config.connectTimeout()), address, gate);
        current = channel;
        return channel;
    }

    private <T> T await(java.util.concurrent.CompletableFuture<T> future)
            throws UaException, TimeoutException {
        try {
            // Socket, hello and channel have a timeout each.
            return future.get(
                    config.connectTimeout().toMillis() * 3 + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw UaFailures.of(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    private EndpointDescription choose(List<EndpointDescription> offered, Endpoint target)
            throws ConnectorException {
        Optional<EndpointDescription> chosen = config.security().choose(offered);
        if (chosen.isEmpty()) {
            throw new ConnectorException(problems.noEndpoint(config.security(), offered));
        }
        EndpointDescription endpoint = chosen.get();
        String itself = endpoint.getEndpointUrl();
        EndpointDescription ours =
                EndpointUtil.updateUrl(
                        endpoint,
                        target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host(),
                        target.port());
        if (itself != null && !itself.equals(ours.getEndpointUrl()) && !otherAddressTold) {
            otherAddressTold = true;
            notices.otherAddress(itself, String.valueOf(ours.getEndpointUrl()));
        }
        return ours;
    }

    private ServerTrust trust(Endpoint target, EndpointDescription endpoint)
            throws ConnectorException {
        boolean old = config.security().deprecated();
        List<X509Certificate> authorities =
                config.trust().installation()
                        ? connector.credentials().trustOnly("installation").trust()
                        : List.of();
        return new ServerTrust(
                lists,
                new ServerTrust.Rules(
                        target.host(),
                        Optional.ofNullable(endpoint.getServer().getApplicationUri()),
                        config.trust().pinnedSha256(),
                        authorities,
                        old ? RSA_BITS_DEPRECATED : RSA_BITS,
                        old,
                        config.trust().listsRequired()),
                connector.clock());
    }

    /// Looks at the server's certificate before the first secured byte, so that it is clear which
    /// side refuses.
    private String believe(ServerTrust trust, EndpointDescription endpoint)
            throws ConnectorException {
        try {
            List<X509Certificate> shown =
                    CertificateUtil.decodeCertificates(
                            endpoint.getServerCertificate().bytesOrEmpty());
            if (shown.isEmpty()) {
                throw new ConnectorException(
                        problems.problem(
                                OpcCodes.UNFIT,
                                "The server at " + problems.target() + " shows no certificate.",
                                "Have an application certificate made on the server."));
            }
            if (!(trust.judge(shown) instanceof ChainVerdict.Believed)) {
                throw refusal(trust.refusal().orElseThrow());
            }
            return UaIdentity.words(shown.getFirst());
        } catch (UaException | IOException e) {
            throw new ConnectorException(problems.ofConnecting(e), e);
        }
    }

    /// A person's word is asked for only where nobody else's is written: beside an authority or a
    /// list it would put an impostor in the place of the one they vouch for.
    private ConnectorException refusal(ServerTrust.Refusal refusal) {
        Problem why = problems.ofRefusal(refusal, lists.rejected().toAbsolutePath().toString());
        boolean unknown =
                refusal.verdict() instanceof ChainVerdict.Untrusted
                        || refusal.verdict() instanceof ChainVerdict.Incomplete;
        return unknown && refusal.nobodyBelieved()
                ? ConnectorException.unknownPeer(
                        why,
                        new ConnectorException.Consent(
                                "serverThumbprint", Thumbprint.sha256(refusal.shown())))
                : new ConnectorException(why);
    }

    private UaChannel open(UaContext context, InetSocketAddress address, ServerTrust trust)
            throws ConnectorException {
        UaChannel channel = channel(address);
        try {
            await(channel.connect(context));
            return channel;
        } catch (UaException | TimeoutException e) {
            channel.cut();
            throw refusedOr(trust, e);
        }
    }

    private ConnectorException refusedOr(ServerTrust trust, Exception failure) {
        Optional<ServerTrust.Refusal> refusal = trust.refusal();
        return refusal.isPresent()
                ? refusal(refusal.get())
                : new ConnectorException(problems.ofConnecting(failure), failure);
    }
}
