package org.fieldproof.connector.opcua.simulator;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.opcua.trust.Algorithms;
import org.fieldproof.connector.opcua.trust.Thumbprint;

/// The server itself, from its start to its stop; a stopped one is not started again. Made and
/// stopped by one thread; values may be set by any.
public final class SimulatorServer {
    private static final long PATIENCE_SECONDS = 20;

    private final SimulatorConfig config;
    private final Endpoint endpoint;
    private final OpcUaServer server;
    private final SimulatedNodes nodes;
    private final ServiceLog log;
    private final ServiceFaults faults = new ServiceFaults();
    private final NioEventLoopGroup sockets;
    private final ScheduledThreadPoolExecutor executor;
    private final ScheduledThreadPoolExecutor mover;

    /// What the server needs besides its configuration.
    ///
    /// @param name for its threads
    /// @param own certificate and key; the certificate carries `applicationUri`
    /// @param passwords of the users, by name
    /// @param captured what it says again of a real server
    record Site(
            String name,
            String applicationUri,
            TlsIdentity own,
            CertificateValidator clients,
            Map<String, char[]> passwords,
            ServiceLog log,
            CapturedValues captured,
            GatewayClock clock) {}

    private SimulatorServer(SimulatorConfig config, Site site, int port) {
        Algorithms.provide();
        this.config = config;
        log = site.log();
        endpoint = new Endpoint(config.host(), port);
        sockets =
                new NioEventLoopGroup(
                        1, new DefaultThreadFactory("fp-opcua-sim-io-" + site.name(), true));
        executor = pool("fp-opcua-sim-" + site.name(), 2);
        mover = pool("fp-opcua-move-" + site.name(), 1);
        OpcTcpServerTransportConfig transport =
                OpcTcpServerTransportConfig.newBuilder()
                        .setEventLoop(sockets)
                        .setExecutor(executor)
                        .build();
        server =
                new OpcUaServer(
                        serverConfig(config, site, port),
                        _ -> new LoggingTransport(transport, site.log(), faults));
        config.namespaces().forEach(server.getNamespaceTable()::add);
        nodes = new SimulatedNodes(server, config.variables(), site.captured(), site.clock());
    }

    private static ScheduledThreadPoolExecutor pool(String name, int threads) {
        ScheduledThreadPoolExecutor pool =
                new ScheduledThreadPoolExecutor(threads, new DefaultThreadFactory(name, true));
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pool.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return pool;
    }

    /// Starts it.
    ///
    /// @throws IOException where it cannot listen
    static SimulatorServer start(SimulatorConfig config, Site site) throws IOException {
        SimulatorServer made = new SimulatorServer(config, site, freePort(config));
        boolean up = false;
        try {
            made.nodes.startup();
            made.server.startup().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            made.nodes.start(made.mover, config.variables());
            made.nodes.replay(made.mover);
            up = true;
            return made;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server does not listen at " + made.endpoint, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        } finally {
            if (!up) {
                made.stop();
            }
        }
    }

    /// Its endpoints name the port, so it must be known before it listens; a port in use is found
    /// here, where the reason can still be told.
    private static int freePort(SimulatorConfig config) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(config.bind()), config.port()));
            return probe.getLocalPort();
        }
    }

    private static OpcUaServerConfig serverConfig(SimulatorConfig config, Site site, int port) {
        return OpcUaServerConfig.builder()
                .setApplicationUri(site.applicationUri())
                .setApplicationName(LocalizedText.english("Fieldproof simulator " + site.name()))
                .setProductUri("urn:fieldproof:simulator")
                .setBuildInfo(
                        new BuildInfo(
                                "urn:fieldproof:simulator",
                                "Fieldproof",
                                "Fieldproof simulator",
                                "",
                                "",
                                DateTime.MIN_VALUE))
                .setEndpoints(endpoints(config, site, port))
                .setCertificateManager(new SimulatorCertificates(site.own(), site.clients()))
                .setIdentityValidator(users(config, site))
                .setLimits(new OpcUaServerConfigLimits() {})
                .build();
    }

    private static Set<EndpointConfig> endpoints(SimulatorConfig config, Site site, int port) {
        EndpointConfig.Builder base =
                EndpointConfig.newBuilder()
                        .setBindAddress(config.bind())
                        .setBindPort(port)
                        .setHostname(config.host())
                        .setPath(config.path())
                        .setCertificate(site.own().chain().getFirst())
                        .addTokenPolicies(tokens(config));
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        for (SecurityPolicy policy : config.policies()) {
            for (MessageSecurityMode mode :
                    List.of(MessageSecurityMode.SignAndEncrypt, MessageSecurityMode.Sign)) {
                endpoints.add(base.copy().setSecurityPolicy(policy).setSecurityMode(mode).build());
            }
        }
        EndpointConfig.Builder open =
                base.copy()
                        .setSecurityPolicy(SecurityPolicy.None)
                        .setSecurityMode(MessageSecurityMode.None);
        if (config.unprotected()) {
            endpoints.add(open.copy().build());
        }
        // Part 6 clause 7.1.2.3: a secured server answers the question for its endpoints here.
        endpoints.add(open.copy().setPath(config.path() + "/discovery").build());
        if (!config.path().isEmpty()) {
            // And to clients that know host and port only.
            endpoints.add(open.copy().setPath("/discovery").build());
        }
        return endpoints;
    }

    private static UserTokenPolicy[] tokens(SimulatorConfig config) {
        Set<UserTokenPolicy> tokens = new LinkedHashSet<>();
        if (config.anonymous()) {
            tokens.add(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS);
        }
        if (!config.users().isEmpty()) {
            tokens.add(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME);
        }
        if (!config.trustedSha256().isEmpty()) {
            tokens.add(OpcUaServerConfig.USER_TOKEN_POLICY_X509);
        }
        return tokens.toArray(new UserTokenPolicy[0]);
    }

    private static IdentityValidator users(SimulatorConfig config, Site site) {
        UsernameIdentityValidator byName =
                new UsernameIdentityValidator(
                        challenge ->
                                site.passwords().containsKey(challenge.getUsername())
                                        && String.valueOf(
                                                        site.passwords()
                                                                .get(challenge.getUsername()))
                                                .equals(challenge.getPassword()));
        X509IdentityValidator byCertificate =
                new X509IdentityValidator(
                        certificate ->
                                config.trustedSha256().contains(Thumbprint.sha256(certificate)));
        return config.anonymous()
                ? new CompositeValidator(AnonymousIdentityValidator.INSTANCE, byName, byCertificate)
                : new CompositeValidator(byName, byCertificate);
    }

    /// Where it listens.
    public Endpoint endpoint() {
        return endpoint;
    }

    /// Its address for a client.
    public String url() {
        return "opc.tcp://" + endpoint + config.path();
    }

    /// What clients have asked of it.
    public ServiceLog services() {
        return log;
    }

    /// Gives a variable any value, status and time; makes it where there is none.
    public void set(String name, DataValue value) {
        nodes.set(name, value);
    }

    /// Grants items that are made from now on no more than that, however much is asked for.
    public void limitItems(double samplingLeastMillis, long queueMost) {
        nodes.limitItems(samplingLeastMillis, queueMost);
    }

    /// Takes a variable away, as an engineer does who loads another program.
    public void remove(String name) {
        nodes.remove(name);
    }

    /// Refuses the next calls of a service, by its request's name without `Request`.
    public void refuse(String service, long status, int times) {
        faults.refuse(service, status, times);
    }

    /// Leaves a service without an answer until it is to be served again.
    public void withhold(String service) {
        faults.withhold(service);
    }

    /// Ends what [#refuse] or [#withhold] has begun.
    public void serve(String service) {
        faults.serve(service);
    }

    /// Sessions that clients have open.
    public int sessions() {
        return server.getSessionManager().getAllSessions().size();
    }

    /// Ends the values' movement, so that nothing changes but what [#set] does.
    public void freeze() {
        mover.shutdown();
    }

    /// Stops at once, as a process that dies: sockets close without a word, subscriptions are gone.
    public void stop() {
        mover.shutdown();
        var closing = server.shutdown();
        closing.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> server).join();
        nodes.shutdown();
        sockets.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
        executor.shutdown();
    }
}
