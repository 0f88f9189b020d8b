package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A project whose destinations are all away at once, so that alarms come as a flood.
final class TourFlood {
    /// More than ten alarms in ten minutes are one, by ISA-18.2.
    static final int DESTINATIONS = 14;

    private TourFlood() {}

    static void write(Path folder) throws IOException {
        StringBuilder lanes = new StringBuilder();
        StringBuilder destinations = new StringBuilder();
        for (int i = 1; i <= DESTINATIONS; i++) {
            String id = "hall-" + i;
            lanes.append(i == 1 ? "" : ", ").append(id);
            // Nobody listens at the first of the ports that only the system may open.
            destinations.append(
                    """
                      - id: %s
                        type: mqtt
                        title: Broker of hall %d
                        host: 127.0.0.1
                        port: 1
                        topic: "{topic}"
                        qos: 1
                    """
                            .formatted(id, i));
        }
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("project.yaml"),
                """
                fieldproof: 1
                name: flood
                title: The network of the plant is away
                connections:
                  - id: devices
                    type: mqtt-listener
                    class: SIM
                    host: 127.0.0.1
                    port: 0
                    tls:
                      identity: installation
                      clientCertificates: required
                  - id: plant
                    type: simulator
                    class: SIM
                    target: devices
                    devices:
                      - id: press-01
                        topic: plant/press-01/telemetry
                        ratePerSecond: 50
                        payload: '{"n":${n},"t":${ts},"bar":${walk(6,7,2)}}'
                pipelines:
                  - id: main
                    title: Everything
                    from: [devices]
                    match: ["plant/#"]
                    to: [%s]
                destinations:
                %s"""
                        .formatted(lanes, destinations));
    }
}
