package org.fieldproof.api.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;

/// The steps that every protocol over TCP begins with. Stateless.
public final class NetworkSteps {
    private static final int ADDRESSES_MAX = 16;
    private static final int CONNECT_MILLIS_MAX = 5_000;

    private NetworkSteps() {}

    /// The steps DNS and TCP: gives the address that accepted a connection, which is closed again
    /// at once because some devices have only one to give.
    public static InetSocketAddress reach(Examination examination, Endpoint target)
            throws ExaminationEnded {
        return connect(examination, target, resolve(examination, target));
    }

    /// The step DNS: the addresses behind the name, in the order they are tried.
    public static List<InetAddress> resolve(Examination examination, Endpoint target)
            throws ExaminationEnded {
        return examination.step(
                DoctorStep.DNS,
                notes -> {
                    InetAddress[] found;
                    try {
                        found = InetAddress.getAllByName(target.host());
                    } catch (UnknownHostException e) {
                        throw new ConnectorException(
                                nameUnknown(examination.object(), target.host()), e);
                    }
                    List<InetAddress> addresses =
                            List.of(found).subList(0, Math.min(found.length, ADDRESSES_MAX));
                    addresses.forEach(each -> notes.fact("address", each.getHostAddress()));
                    notes.found(
                            target.host()
                                    + " is "
                                    + String.join(
                                            ", ",
                                            addresses.stream()
                                                    .map(InetAddress::getHostAddress)
                                                    .toList())
                                    + ".");
                    return addresses;
                });
    }

    /// The step TCP: the first of these addresses that accepts a connection.
    public static InetSocketAddress connect(
            Examination examination, Endpoint target, List<InetAddress> addresses)
            throws ExaminationEnded {
        return examination.step(
                DoctorStep.TCP,
                notes -> {
                    List<String> refusals = new ArrayList<>();
                    IOException last = new ConnectException("no address");
                    for (InetAddress address : addresses) {
                        InetSocketAddress place = new InetSocketAddress(address, target.port());
                        // What is left is shared among the addresses, so that one that swallows
                        // packets does not hide the next.
                        int patience =
                                Math.max(1, examination.millisLeft() / (addresses.size() + 1));
                        try (Socket socket = new Socket()) {
                            socket.connect(place, Math.min(CONNECT_MILLIS_MAX, patience));
                            notes.fact("local", socket.getLocalAddress().getHostAddress());
                            refusals.forEach(each -> notes.fact("refused", each));
                            notes.found(target + " accepts connections.");
                            return place;
                        } catch (IOException e) {
                            refusals.add(address.getHostAddress() + ": " + e.getMessage());
                            last = e;
                        }
                    }
                    refusals.forEach(each -> notes.fact("refused", each));
                    throw new ConnectorException(unreachable(examination, target, last), last);
                });
    }

    private static Problem nameUnknown(String object, String name) {
        return Problem.error(
                "DOCT-0201",
                object,
                "The name " + name + " is not known to this machine's name service.",
                "Check how the host is written; ask for a DNS entry, or write its address.");
    }

    private static Problem unreachable(Examination examination, Endpoint target, IOException why) {
        String object = examination.object();
        return switch (why) {
            case SocketTimeoutException _ ->
                    Problem.error(
                            "DOCT-0212",
                            object,
                            "Nothing answers at " + target + ": packets are swallowed.",
                            "Check that the machine is on; a firewall between here and there must"
                                    + " let TCP port "
                                    + target.port()
                                    + " through.");
            case NoRouteToHostException _ ->
                    Problem.error(
                            "DOCT-0213",
                            object,
                            "There is no way to " + target + ": " + why.getMessage() + ".",
                            "Check cable, address, subnet mask and gateway of this machine.");
            case ConnectException _ ->
                    Problem.error(
                            "DOCT-0211",
                            object,
                            target + " refuses the connection: nothing listens on that port.",
                            "Start the server there, or correct the port.");
            default ->
                    Problem.error(
                            "DOCT-0214",
                            object,
                            target + " cannot be reached: " + why.getMessage() + ".",
                            "Check host and port, and the network between here and there.");
        };
    }
}
