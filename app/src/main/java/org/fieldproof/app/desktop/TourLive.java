package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A project that calls a simulated device LIVE, and lets drills fault its line, so that a drill
/// can be armed as for a plant.
final class TourLive {
    static final String DRILL = "boiler-away";
    static final String LINE = "boiler";

    private TourLive() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("drills"));
        Files.writeString(
                folder.resolve("project.yaml"),
                """
                fieldproof: 1
                name: live-plant
                title: Boiler house
                liveDrills: line
                standIns:
                  - id: boiler-device
                    type: modbus-simulator
                    port: 0
                    signal: constant(642)
                    tagList: [{name: pressure, address: hr0, type: int16}]
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
                  - id: boiler
                    type: modbus
                    class: LIVE
                    link: proxied
                    connectTo: boiler-device
                    tagList: [{name: pressure, address: hr0, type: int16, scale: 0.01}]
                pipelines:
                  - id: main
                    title: Everything
                    from: [devices, boiler]
                    to: [local]
                destinations:
                  - {id: local, type: h2}
                """);
        Files.writeString(
                folder.resolve("drills").resolve(DRILL + ".yaml"),
                """
                title: Line to the boiler cut, 30 s
                hypothesis: If the boiler is out of reach for 30 s, no message of a press is lost.
                link: boiler
                publisher: plant
                fault: down
                baseline: 10s
                hold: 30s
                recoverLimit: 30s
                drainLimit: 60s
                settle: 5s
                """);
    }
}
