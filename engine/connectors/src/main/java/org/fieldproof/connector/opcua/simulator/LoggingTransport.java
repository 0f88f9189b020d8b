package org.fieldproof.connector.opcua.simulator;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.transport.server.ServerApplicationContext;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/// The server's sockets, with every request written into the service log before it is served.
final class LoggingTransport extends OpcTcpServerTransport {
    private final ServiceLog log;
    private final ServiceFaults faults;

    LoggingTransport(OpcTcpServerTransportConfig config, ServiceLog log, ServiceFaults faults) {
        super(config);
        this.log = log;
        this.faults = faults;
    }

    @Override
    public synchronized void bind(ServerApplicationContext application, InetSocketAddress address)
            throws Exception {
        super.bind(new Logged(application, log, faults), address);
    }

    private record Logged(ServerApplicationContext inner, ServiceLog log, ServiceFaults faults)
            implements ServerApplicationContext {
        @Override
        public List<EndpointDescription> getEndpointDescriptions() {
            return inner.getEndpointDescriptions();
        }

        @Override
        public CertificateManager getCertificateManager() {
            return inner.getCertificateManager();
        }

        @Override
        public EncodingContext getEncodingContext() {
            return inner.getEncodingContext();
        }

        @Override
        public Long getNextSecureChannelId() {
            return inner.getNextSecureChannelId();
        }

        @Override
        public Long getNextSecureChannelTokenId() {
            return inner.getNextSecureChannelTokenId();
        }

        @Override
        public CompletableFuture<UaResponseMessageType> handleServiceRequest(
                ServiceRequestContext context, UaRequestMessageType request) {
            String name = request.getClass().getSimpleName();
            String service =
                    name.endsWith("Request")
                            ? name.substring(0, name.length() - "Request".length())
                            : name;
            log.called(service);
            return faults.inPlaceOf(service)
                    .orElseGet(() -> inner.handleServiceRequest(context, request));
        }
    }
}
