package org.fieldproof.connector.fieldbus.poll;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;

/// Where a field device is: the fields of the project, the endpoint behind them, and the words for
/// a device that is not reached.
///
/// @param connectTo id of a simulator in the project in place of a host; empty for none
public record FieldTarget(String host, int port, String connectTo) {

    /// The three fields.
    ///
    /// @param defaultPort of the protocol
    public static List<Field> fields(int defaultPort) {
        return List.of(
                Field.optional("host", Kind.TEXT, "", "Name or address of the device."),
                Field.optional("port", Kind.INTEGER, String.valueOf(defaultPort), "TCP port.")
                        .within(1, 65_535),
                Field.optional(
                        "connectTo",
                        Kind.TEXT,
                        "",
                        "Simulator of this project, in place of host and port."));
    }

    public static FieldTarget of(Config config) {
        return new FieldTarget(
                config.text("host").strip(),
                (int) config.integer("port"),
                config.text("connectTo").strip());
    }

    /// Either a host or a simulator.
    ///
    /// @param code of the problem
    public List<Problem> check(String code, Config config) {
        List<Problem> problems = new ArrayList<>();
        if (host.isEmpty() == connectTo.isEmpty()) {
            problems.add(
                    Problem.error(
                                    code,
                                    "device",
                                    host.isEmpty()
                                            ? "It is not said which device to read."
                                            : "Both a host and a simulator are named.",
                                    "Write either host or connectTo.")
                            .at(config.placeOf("host")));
        }
        return problems;
    }

    /// What it would dial; empty where a simulator is named.
    public List<Endpoint> endpoints() {
        return connectTo.isEmpty() && !host.isEmpty()
                ? List.of(new Endpoint(host, port))
                : List.of();
    }

    /// Where the device is.
    ///
    /// @throws ConnectorException if it is a simulator that does not listen
    public Endpoint endpoint(ConnectorContext connector) throws ConnectorException {
        return connectTo.isEmpty() ? new Endpoint(host, port) : connector.endpointOf(connectTo);
    }

    /// Where to dial now, through a link if there is one.
    public Endpoint dial(ConnectorHost connector) throws ConnectorException {
        return connector.links().dial(connector.id(), endpoint(connector));
    }

    /// Where it is, for people.
    public String shown() {
        return connectTo.isEmpty() ? host + ":" + port : "simulator " + connectTo;
    }

    /// Why a connection that runs cannot dial.
    ///
    /// @param code of the problem
    public Problem unreachable(String code, String object, IOException cause) {
        return notReached(code, object, cause, "; it is tried again by itself.");
    }

    /// Why a single dial failed.
    ///
    /// @param code of the problem
    public Problem notReached(String code, String object, IOException cause) {
        return notReached(code, object, cause, ".");
    }

    private Problem notReached(String code, String object, IOException cause, String end) {
        String why =
                switch (cause) {
                    case UnknownHostException _ -> "The name is not known.";
                    case SocketTimeoutException _ -> "Nothing answers there.";
                    case NoRouteToHostException _ -> "There is no route to it.";
                    case ConnectException _ -> "The connection is refused.";
                    default -> "It failed: " + cause.getMessage() + ".";
                };
        return Problem.error(
                code,
                object,
                "The device at " + shown() + " is not reached. " + why,
                "Check its power, the cable, the address, and that a firewall lets port "
                        + port
                        + " through"
                        + end);
    }
}
