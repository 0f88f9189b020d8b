package org.fieldproof.connector.mqtt.listener;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.jspecify.annotations.Nullable;

/// The sockets and threads of one endpoint: binds, accepts, stops. Called by the engine from one
/// thread.
final class ListenerServer {
    private static final int CLIENT_ID_BYTES_MAX = 65_535;
    private static final long HANDSHAKE_WAIT_MILLIS = 10_000;
    private static final long CLOSE_WAIT_MILLIS = 500;
    private static final long SWEEP_MILLIS = 500;
    private static final long LOOK_MILLIS = 2_000;
    private static final int HANDSHAKES_WAITING_MAX = 10_000;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private final ConnectorHost host;
    private final ListenerConfig config;
    private final NioEventLoopGroup group;
    private final ThreadPoolExecutor handshakes;
    private final EventLoop loop;
    private final Broker broker;
    private final ConnectStep connectStep;
    private final SubscribeStep subscribeStep;
    private final List<Channel> ports = new ArrayList<>();
    private @Nullable RenewedTls tls;
    private @Nullable ScheduledFuture<?> sweeping;
    private @Nullable ScheduledFuture<?> looking;

    ListenerServer(ConnectorHost host, ListenerConfig config, Function<Broker, Ingress> ingress)
            throws ConnectorException {
        this.host = host;
        this.config = config;
        AccessRules rules = new AccessRules(config, host.secrets());
        this.group =
                new NioEventLoopGroup(
                        1, Thread.ofPlatform().daemon().name("fp-source-" + host.id()).factory());
        this.handshakes = handshakeThreads(host.id());
        this.loop = group.next();
        this.broker = new Broker(config, host, rules, loop, ingress);
        this.connectStep = new ConnectStep(broker);
        this.subscribeStep = new SubscribeStep(broker);
    }

    private static ThreadPoolExecutor handshakeThreads(String id) {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8);
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        5,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(HANDSHAKES_WAITING_MAX),
                        Thread.ofPlatform().daemon().name("fp-tls-" + id + "-", 1).factory(),
                        // Beyond that the loop does the work itself and so accepts more slowly.
                        new ThreadPoolExecutor.CallerRunsPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    Broker broker() {
        return broker;
    }

    /// Binds every configured port, then publishes the main one.
    Endpoint start() throws ConnectorException {
        if (config.tls().isPresent()) {
            RenewedTls read = RenewedTls.read(config.tls().get(), host);
            tls = read;
            looking =
                    loop.scheduleWithFixedDelay(
                            read::lookSoon, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        int port = bind(config.port(), config.tls().isPresent());
        if (config.plainPort() >= 0) {
            bind(config.plainPort(), false);
        }
        sweeping =
                loop.scheduleWithFixedDelay(
                        broker::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        return new Endpoint(config.host(), port);
    }

    private int bind(int port, boolean withTls) throws ConnectorException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 4_096)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accept(channel, withTls);
                                    }
                                });
        InetSocketAddress address = new InetSocketAddress(config.host(), port);
        if (address.isUnresolved()) {
            throw failure(
                    "MQTT-0103",
                    "Host " + config.host() + " is not known",
                    "Set host to an address of this machine, such as 127.0.0.1.",
                    null);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        Throwable refused = bound.cause();
        if (refused != null) {
            throw bindFailure(port, refused);
        }
        ports.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void accept(SocketChannel channel, boolean withTls) {
        ClientLine line = new ClientLine(broker, channel);
        if (!broker.opened(line)) {
            broker.report.refused(
                    "MQTT-0134",
                    line.name(),
                    line.peer(),
                    "there are as many connections as allowed, " + config.connectionsMax(),
                    "Raise connections of the listener, or find out who opens so many.");
            SocketEnd.whole(channel);
            return;
        }
        RenewedTls side = tls;
        if (withTls && side != null) {
            SslHandler handler = side.context().newHandler(channel.alloc(), handshakes);
            handler.setHandshakeTimeoutMillis(HANDSHAKE_WAIT_MILLIS);
            handler.setCloseNotifyFlushTimeoutMillis(CLOSE_WAIT_MILLIS);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(new LineHandler(broker, line))
                .addLast(new MqttDecoder(config.packetBytesMax(), CLIENT_ID_BYTES_MAX))
                .addLast(new PacketHandler(line, connectStep, subscribeStep));
    }

    /// Stops accepting and reading, waits for outstanding acceptances and acknowledges them, says
    /// goodbye, closes. Idempotent.
    void stop(long graceMillis) {
        if (group.isShuttingDown()) {
            return;
        }
        long deadline = host.clock().nanoTime() + graceMillis * 1_000_000L;
        for (Channel port : ports) {
            port.close().awaitUninterruptibly(CLOSE_WAIT_MILLIS);
        }
        cancel(sweeping);
        cancel(looking);
        RenewedTls side = tls;
        if (side != null) {
            side.close();
        }
        CountDownLatch quiet = new CountDownLatch(1);
        loop.execute(() -> broker.stopReading(quiet::countDown));
        await(quiet, millisUntil(deadline));
        CountDownLatch gone = new CountDownLatch(1);
        loop.execute(() -> broker.closeAll(gone::countDown));
        await(gone, Math.clamp(millisUntil(deadline), CLOSE_WAIT_MILLIS, 2_000));
        group.shutdownGracefully(0, CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * CLOSE_WAIT_MILLIS);
        handshakes.shutdown();
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private long millisUntil(long deadlineNanos) {
        return Math.max(0, (deadlineNanos - host.clock().nanoTime()) / 1_000_000L);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            // What is not done within the grace is not waited for; devices send it again.
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private ConnectorException bindFailure(int port, Throwable refused) {
        String words = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
        String where = config.host() + ":" + port;
        if (words.contains("permission denied") || words.contains("eacces")) {
            return failure(
                    "MQTT-0102",
                    "Port " + port + " may not be opened by this user",
                    "Choose a port from 1024 on, such as 1883 or 8883, or let the system permit"
                            + " it (on Linux: setcap cap_net_bind_service).",
                    refused);
        }
        if (words.contains("in use")) {
            return failure(
                    "MQTT-0101",
                    "Port " + port + " on " + config.host() + " is in use by another program",
                    "Stop that program (ss -ltnp shows it), or set another port.",
                    refused);
        }
        if (refused instanceof BindException || refused instanceof SocketException) {
            return failure(
                    "MQTT-0103",
                    "Cannot listen on " + where + ": " + refused.getMessage(),
                    "Set host to an address of this machine, such as 127.0.0.1.",
                    refused);
        }
        return failure(
                "MQTT-0103",
                "Cannot listen on " + where + ": " + refused,
                "Check host and port.",
                refused);
    }

    private ConnectorException failure(
            String code, String message, String remedy, @Nullable Throwable cause) {
        Problem problem = Problem.error(code, "connection " + host.id(), message + ".", remedy);
        return cause == null
                ? new ConnectorException(problem)
                : new ConnectorException(problem, cause);
    }
}
