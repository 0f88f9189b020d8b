package org.fieldproof.views.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.api.snapshot.ProcessSnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.jspecify.annotations.Nullable;

/// Draws the pretended picture.
final class FakePicture {

    private FakePicture() {}

    static GatewaySnapshot of(FakeGateway g, long revision, long lastEventSeq) {
        long uptime = g.nowMillis() - g.startMillis;
        long accepted = uptime * 3 / 10;
        boolean cut = g.cut();
        long held = held(g);
        LaneSnapshot local = lane(g, "local", "h2", "H2 local", accepted, g.backlog.local, false);
        LaneSnapshot upstream = lane(g, "upstream", "mqtt", "Broker upstream", accepted, held, cut);
        Problem why = upstream.why();
        return new GatewaySnapshot(
                revision,
                g.clock.now(),
                "field-demo",
                "Three devices, one broker, one database",
                g.contentHash,
                "/var/lib/fieldproof/field-demo",
                cut ? GatewayState.DEGRADED : GatewayState.RUNNING,
                log(accepted, cut ? 1_204 : 60 + uptime / 200 % 30, cut),
                new ProcessSnapshot(
                        uptime, 84_000_000, 512_000_000, 260_000_000, 4.2, 0.18, 52_000_000_000L),
                connections(g, uptime),
                List.of(local, upstream),
                hops(uptime, cut),
                List.of(
                        new LinkSnapshot(
                                "upstream",
                                "broker-a",
                                DeviceClass.SIM,
                                1,
                                48_000,
                                cut ? "down" : "",
                                cut ? 23_000 : -1)),
                alarms(g, cut),
                FakeDrills.desk(g),
                g.writing.snapshot(),
                g.markers.snapshot(),
                why == null ? List.of() : List.of(why),
                lastEventSeq);
    }

    static long held(FakeGateway g) {
        long at = g.drillMillis();
        if (at < FakeDrills.BASELINE_MS) {
            return 0;
        }
        long held =
                at < FakeDrills.HEAL_MS
                        ? (at - FakeDrills.BASELINE_MS) * 3 / 10
                        : 9_000 - (at - FakeDrills.HEAL_MS) * 12 / 10;
        return Math.max(0, held - g.backlog.discarded());
    }

    private static LaneSnapshot lane(
            FakeGateway g,
            String id,
            String type,
            String title,
            long accepted,
            long held,
            boolean cut) {
        long inFlight = cut ? 0 : 4;
        boolean pausedHere = g.paused() && id.equals("upstream");
        LaneState state =
                cut
                        ? LaneState.DOWN
                        : held > 0
                                ? LaneState.REPLAYING
                                : pausedHere ? LaneState.PAUSED : LaneState.IN_STEP;
        @Nullable Problem why =
                cut
                        ? Problem.error(
                                "MQTT-0301",
                                "lane " + id,
                                "broker-a:8883 refused: connection closed by fault down.",
                                "Nothing to do: the link is cut by a drill and heals by itself.")
                        : null;
        long quarantined = g.quarantine.count(id);
        long discarded = id.equals("upstream") ? g.backlog.discarded() : g.quarantine.discarded(id);
        long cutFor = Math.max(0, g.drillMillis() - FakeDrills.BASELINE_MS);
        return new LaneSnapshot(
                id,
                type,
                title,
                type.equals("h2") ? "embedded" : "tls broker-a:8883",
                List.of("devices"),
                state,
                Instant.ofEpochMilli(cut ? g.nowMillis() - cutFor : g.startMillis),
                why,
                accepted,
                accepted - held - inFlight - quarantined - discarded,
                inFlight,
                0,
                held,
                held * 240,
                536_870_912,
                held > 0 ? Math.max(cutFor, 1) : -1,
                quarantined,
                discarded,
                0,
                300,
                cut ? 0 : held > 0 ? 1500 : 300,
                cut ? 18_720 : -1,
                held > 0 ? Math.max(1, held / 1200) : -1,
                cut ? 4_000 : -1,
                cut ? 7 : 0,
                inFlight > 0 ? 8 : -1,
                256,
                cut ? LatencyStats.NONE : new LatencyStats(3_000, 6.1, 9.4, 12.3, 31));
    }

    private static LogSnapshot log(long accepted, long records, boolean cut) {
        return new LogSnapshot(
                "0e3c6f6e-5b7e-4c1f-9a63-0c2f6b3c9d11",
                accepted,
                300,
                298,
                records,
                327_680 + records * 240,
                2_147_483_648L,
                1,
                400,
                accepted,
                2_400,
                33_554_432,
                new LatencyStats(2_400, 0.2, 0.26, cut ? 0.4 : 0.3, 1.9),
                3.2);
    }

    private static List<ConnectionSnapshot> connections(FakeGateway g, long uptime) {
        List<String> names = List.of("press-01", "pump-02", "mixer-03");
        List<DeviceSnapshot> devices = new ArrayList<>();
        for (String name : names.subList(0, g.withoutMixer ? 2 : 3)) {
            devices.add(
                    new DeviceSnapshot(
                            name,
                            DeviceSnapshot.DeviceState.CONNECTED,
                            g.writing.deviceClass,
                            "CN=" + name,
                            "127.0.0.1:5" + name.length() + "21",
                            uptime / 10,
                            100,
                            uptime % 10,
                            name.equals("pump-02") ? 1 : 0,
                            ""));
        }
        ConnectionSnapshot listener =
                new ConnectionSnapshot(
                        "devices",
                        "mqtt-listener",
                        "MQTT listener",
                        "TLS 127.0.0.1:8883",
                        g.alarms.away ? ConnectorState.DOWN : ConnectorState.UP,
                        null,
                        g.writing.deviceClass,
                        false,
                        uptime * 3 / 10,
                        300,
                        4,
                        false,
                        g.standing.isEmpty() ? devices : g.standing,
                        List.of(
                                new MeterSnapshot(
                                        "requests", "requests", MeterSnapshot.Kind.COUNTER, 12_345),
                                new MeterSnapshot(
                                        "coldStarts", "starts", MeterSnapshot.Kind.GAUGE, -1)));
        ConnectionSnapshot broker =
                new ConnectionSnapshot(
                        "broker-a",
                        "mqtt-stand-in",
                        "Upstream broker",
                        "TLS 127.0.0.1:18883",
                        ConnectorState.UP,
                        null,
                        DeviceClass.SIM,
                        true,
                        0,
                        g.cut() ? 0 : 300,
                        0,
                        false,
                        g.twinDevice ? devices.subList(0, 1) : List.of());
        return List.of(listener, broker);
    }

    private static List<HopSnapshot> hops(long uptime, boolean cut) {
        double wave = 0.1 * Math.sin(uptime / 3000.0);
        List<HopSnapshot> hops = new ArrayList<>();
        hops.add(hop(uptime, HopSnapshot.Hop.INTAKE_TO_DURABLE, "", 3_000, 0.5 + wave));
        hops.add(hop(uptime, HopSnapshot.Hop.DURABLE_TO_LANE, "", 3_000, 0.1));
        for (String lane : new String[] {"local", "upstream"}) {
            boolean quiet = cut && lane.equals("upstream");
            hops.add(hop(uptime, HopSnapshot.Hop.LANE_TO_SINK, lane, quiet ? 0 : 3_000, 3 + wave));
            hops.add(
                    hop(
                            uptime,
                            HopSnapshot.Hop.SINK_TO_DURABLE,
                            lane,
                            quiet ? 37 : 3_000,
                            2 + 4 * wave));
            hops.add(
                    hop(
                            uptime,
                            HopSnapshot.Hop.ACCEPT_TO_DELIVERED,
                            lane,
                            quiet ? 37 : 3_000,
                            6 + 5 * wave));
        }
        return hops;
    }

    private static HopSnapshot hop(
            long uptime, HopSnapshot.Hop hop, String lane, long count, double p50) {
        long[] counts = new long[LatencySpread.BUCKETS];
        long left = count / 10;
        int middle = LatencySpread.bucketOf(p50 * 1_000);
        for (int up = 0; left > 0 && middle + up < counts.length; up++) {
            long here = up == 5 ? left : left - left / 3;
            counts[middle + up] += here;
            left -= here;
        }
        return new HopSnapshot(
                hop,
                lane,
                new LatencyStats(count, p50, p50 * 1.6, p50 * 2.1, p50 * 6),
                10,
                new LatencySpread(1 + uptime / 1_000, counts));
    }

    private static List<AlarmSnapshot> alarms(FakeGateway g, boolean cut) {
        List<AlarmSnapshot> alarms = new ArrayList<>();
        if (cut) {
            alarms.add(
                    new AlarmSnapshot(
                            "LANE-0201/upstream",
                            AlarmSnapshot.Priority.P2,
                            AlarmSnapshot.State.SUPPRESSED,
                            "lane upstream",
                            "Destination unreachable",
                            "Records wait in the disk buffer; it is full in 5 h 12 min.",
                            "Check the line to broker-a.",
                            g.clock.now().minusSeconds(20),
                            "upstream-outage",
                            null));
            alarms.add(
                    new AlarmSnapshot(
                            "LANE-0204/upstream",
                            AlarmSnapshot.Priority.P2,
                            AlarmSnapshot.State.UNACK,
                            "lane upstream",
                            "Oldest buffered record is older than 10 s",
                            "Readers upstream see old values.",
                            "Wait for the drill's end.",
                            g.clock.now().minusSeconds(9),
                            "",
                            null));
        }
        for (Outcome.OrphanedBacklog each : g.backlog.orphans()) {
            alarms.add(
                    new AlarmSnapshot(
                            "LANE-0401/" + each.id(),
                            AlarmSnapshot.Priority.P2,
                            AlarmSnapshot.State.UNACK,
                            "backlog " + each.id(),
                            "The project has no destination " + each.lane() + " (any more).",
                            "They wait on disk and go nowhere.",
                            "Put the destination back, or export the backlog.",
                            g.clock.now().minusSeconds(60),
                            "",
                            null));
        }
        alarms.removeIf(alarm -> g.cleared.contains(alarm.id()));
        alarms.addAll(g.alarms.more());
        alarms.replaceAll(g.alarms::now);
        return alarms;
    }
}
