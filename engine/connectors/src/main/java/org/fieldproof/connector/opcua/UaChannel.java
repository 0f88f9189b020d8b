package org.fieldproof.connector.opcua;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSecureChannelRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.util.Unit;
import org.eclipse.milo.opcua.stack.transport.client.AbstractUascClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.ClientApplicationContext;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.uasc.ClientSecureChannel;
import org.eclipse.milo.opcua.stack.transport.client.uasc.InboundUascResponseHandler.DelegatingUascResponseHandler;
import org.eclipse.milo.opcua.stack.transport.client.uasc.UascClientAcknowledgeHandler;
import org.jspecify.annotations.Nullable;

/// One secure channel over one socket. It never dials again by itself: when it is gone, it is gone,
/// and whoever uses it hears of it once.
///
/// The socket leads where the link says; the endpoint keeps the configured host, which is what the
/// certificate is checked against (`UA-6`).
final class UaChannel extends AbstractUascClientTransport {
    private final OpcTcpClientTransportConfig settings;
    private final InetSocketAddress address;
    private final ServiceGate gate;
    private final CompletableFuture<Channel> open = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AnswersRead answers = new AnswersRead();

    /// @param address resolved, and led through a link where there is one
    UaChannel(OpcTcpClientTransportConfig config, InetSocketAddress address) {
        this(config, address, ReadOnlyServices::check);
    }

    /// @param gate of what may leave
    UaChannel(OpcTcpClientTransportConfig config, InetSocketAddress address, ServiceGate gate) {
        super(config);
        this.gate = gate;
        settings = config;
        this.address = address;
    }

    @Override
    public OpcTcpClientTransportConfig getConfig() {
        return settings;
    }

    @Override
    public CompletableFuture<Unit> connect(ClientApplicationContext application) {
        CompletableFuture<ClientSecureChannel> handshake = new CompletableFuture<>();
        UaChannel self = this;
        ChannelFuture connecting =
                new Bootstrap()
                        .channel(NioSocketChannel.class)
                        .group(settings.getEventLoop())
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                settings.getConnectTimeout().intValue())
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(new DelegatingUascResponseHandler(self));
                                        channel.pipeline()
                                                .addLast(
                                                        new UascClientAcknowledgeHandler(
                                                                settings,
                                                                application,
                                                                requestId::getAndIncrement,
                                                                handshake));
                                    }
                                })
                        .connect(address);
        connecting
                .channel()
                .closeFuture()
                .addListener(
                        _ -> {
                            // A dial that is refused at once closes before its end is listened to.
                            @Nullable Throwable refused = connecting.cause();
                            handshake.completeExceptionally(
                                    refused != null
                                            ? refused
                                            : new UaException(
                                                    StatusCodes.Bad_ConnectionClosed,
                                                    "the line closed"));
                            closed.complete(null);
                        });
        connecting.addListener(
                (ChannelFuture future) -> {
                    if (!future.isSuccess()) {
                        handshake.completeExceptionally(future.cause());
                    }
                });
        var _ =
                handshake.whenComplete(
                        (channel, failure) -> {
                            if (failure != null) {
                                var _ = connecting.channel().close();
                                open.completeExceptionally(failure);
                            } else {
                                channel.getChannel().pipeline().addFirst(answers);
                                open.complete(channel.getChannel());
                            }
                        });
        return open.thenApply(_ -> Unit.VALUE);
    }

    /// Completes when the socket is closed, by whomever.
    CompletableFuture<Void> closed() {
        return closed;
    }

    /// True when the line was given up because of an answer that could not be read.
    boolean unreadable() {
        return answers.unreadable();
    }

    boolean isOpen() {
        return open.isDone() && !open.isCompletedExceptionally() && !closed.isDone();
    }

    @Override
    public CompletableFuture<Unit> disconnect() {
        var _ =
                open.whenComplete(
                        (channel, failure) -> {
                            if (failure != null) {
                                return;
                            }
                            RequestHeader header =
                                    new RequestHeader(
                                            NodeId.NULL_VALUE,
                                            DateTime.now(),
                                            Unsigned.uint(0),
                                            Unsigned.uint(0),
                                            null,
                                            Unsigned.uint(0),
                                            null);
                            channel.pipeline()
                                    .fireUserEventTriggered(new CloseSecureChannelRequest(header));
                            // A peer that does not hang up must not keep the socket.
                            var _ =
                                    channel.eventLoop()
                                            .schedule(this::cut, 500, TimeUnit.MILLISECONDS);
                        });
        if (!open.isDone() || open.isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(Unit.VALUE);
        }
        return closed.thenApply(_ -> Unit.VALUE);
    }

    /// Closes the socket at once, without a word.
    void cut() {
        var _ =
                open.thenAccept(
                        channel -> {
                            var _ = channel.close();
                        });
    }

    @Override
    protected CompletableFuture<Channel> getChannel() {
        return open;
    }

    @Override
    protected CompletableFuture<UaResponseMessageType> sendRequestMessage(
            UaRequestMessageType request, Channel channel) {
        try {
            gate.check(request);
        } catch (UaException e) {
            return CompletableFuture.failedFuture(e);
        }
        return super.sendRequestMessage(request, channel);
    }
}
