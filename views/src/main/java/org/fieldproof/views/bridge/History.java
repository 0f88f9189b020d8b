package org.fieldproof.views.bridge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.jspecify.annotations.Nullable;

/// The last hour of a gateway, for charts; how latencies were spread, of the last quarter of it.
/// The engine keeps no history for the console; this is drawn from the pictures it saw. FX thread.
public final class History {

    public static final String LOG_RECORDS = "log.records";
    public static final String FSYNC_P99 = "log.fsyncP99";
    public static final String IN_RATE = "in";
    public static final String OUT_RATE = "out";

    private static final int POINTS_MAX = 4500;

    /// Every number of the last two minutes, then the highest of each second: an hour has room.
    private static final long FINE_MILLIS = 120_000;

    private static final int SERIES_MAX = 400;
    private static final int OUTAGES_MAX = 64;
    private static final int EVENTS_MAX = 128;
    private static final int SECONDS_MAX = 900;
    private static final int SPREADS_MAX = 128;
    private static final long LATE_MAX_MILLIS = 500;

    /// What was not fed for so long is gone from the gateway.
    private static final long UNUSED_MILLIS = 10_000;

    private final Map<String, TimeRing> series = new LinkedHashMap<>();
    private final List<Outage> outages = new ArrayList<>();

    private final Map<String, Deque<Spread>> spreads = new LinkedHashMap<>();
    private final Deque<Happening> happenings = new ArrayDeque<>();
    private final Set<String> alarmsSeen = new HashSet<>();
    private String drillSeen = "";
    private String revisionSeen = "";
    private long lastMillis = Long.MIN_VALUE;

    /// The latencies of a second.
    ///
    /// @param atMillis its end
    public record Spread(long atMillis, LatencySpread of) {}

    /// Something that happened at one moment and may explain what a chart shows.
    ///
    /// @param what the name of a drill, the condition of an alarm, the revision that runs since
    public record Happening(long atMillis, Kind kind, String what, String object) {
        public enum Kind {
            ALARM_P1,
            ALARM_P2,
            ALARM_P3,
            ALARM_P4,
            DRILL_BEGUN,
            DRILL_ENDED,
            APPLIED
        }
    }

    /// A time in which a line was faulted.
    ///
    /// @param toMillis when it ended; `Long.MAX_VALUE` while it lasts
    public record Outage(String link, String fault, long fromMillis, long toMillis) {
        public boolean open() {
            return toMillis == Long.MAX_VALUE;
        }
    }

    /// The series of a name; an empty one if nothing was recorded.
    public TimeRing series(String name) {
        TimeRing ring = series.get(name);
        return ring != null ? ring : new TimeRing(1);
    }

    /// Outages, oldest first.
    public List<Outage> outages() {
        return List.copyOf(outages);
    }

    /// How a hop's latencies were spread, second by second, oldest first; a second that the console
    /// did not see is missing.
    public List<Spread> spreads(HopSnapshot hop) {
        return List.copyOf(spreads.getOrDefault(hop(hop, ""), new ArrayDeque<>()));
    }

    /// Alarms, drills and applied changes, oldest first.
    public List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    public static String laneBuffer(String lane) {
        return "lane." + lane + ".buffer";
    }

    public static String laneOut(String lane) {
        return "lane." + lane + ".out";
    }

    public static String hop(HopSnapshot hop, String percentile) {
        return "hop." + hop.hop() + "." + hop.lane() + "." + percentile;
    }

    /// What it holds now, for a view that is to stand still however long it does.
    public History still() {
        History still = new History();
        series.forEach((name, ring) -> still.series.put(name, ring.still()));
        still.outages.addAll(outages);
        still.happenings.addAll(happenings);
        spreads.forEach((name, all) -> still.spreads.put(name, new ArrayDeque<>(all)));
        still.lastMillis = lastMillis;
        return still;
    }

    /// Takes a picture in.
    public void record(GatewaySnapshot picture) {
        long at = picture.time().toEpochMilli();
        if (at < lastMillis) {
            setBack(at);
        }
        lastMillis = at;
        add(LOG_RECORDS, at, (double) picture.log().records());
        add(FSYNC_P99, at, picture.log().fsync().p99Ms());
        double in = 0;
        for (ConnectionSnapshot connection : picture.connections()) {
            in += connection.standIn() ? 0 : connection.acceptedPerSecond();
        }
        add(IN_RATE, at, in);
        double out = 0;
        for (LaneSnapshot lane : picture.lanes()) {
            out += lane.durablePerSecond();
            add(laneBuffer(lane.id()), at, (double) lane.bufferRecords());
            add(laneOut(lane.id()), at, lane.durablePerSecond());
        }
        add(OUT_RATE, at, out);
        for (HopSnapshot hop : picture.hops()) {
            add(hop(hop, "p50"), at, hop.stats().p50Ms());
            add(hop(hop, "p95"), at, hop.stats().p95Ms());
            add(hop(hop, "p99"), at, hop.stats().p99Ms());
            addSpread(hop, at);
        }
        recordOutages(picture, at);
        recordHappenings(picture, at);
    }

    void addSpread(HopSnapshot hop, long at) {
        String name = hop(hop, "");
        long second = hop.lastSecond().second();
        Deque<Spread> all = spreads.get(name);
        if (second == 0) {
            return;
        }
        if (all == null) {
            if (!hasRoom(spreads, SPREADS_MAX, History::lastOf, at)) {
                return;
            }
            all = new ArrayDeque<>();
            spreads.put(name, all);
        }
        Spread last = all.peekLast();
        if (last != null && last.of().second() == second) {
            return;
        }
        if (all.size() == SECONDS_MAX) {
            all.removeFirst();
        }
        all.addLast(new Spread(endOf(second, last, at), hop.lastSecond()));
    }

    /// When a second ended. It is seen a little later, now more and now less; but each second is
    /// as long as the others, so the one before tells it, as long as that is near to what is seen.
    private static long endOf(long second, @Nullable Spread last, long seenAt) {
        if (last == null) {
            return seenAt;
        }
        long expected = last.atMillis() + (second - last.of().second()) * 1_000;
        return Math.abs(expected - seenAt) <= LATE_MAX_MILLIS ? expected : seenAt;
    }

    private static long lastOf(Deque<Spread> spreads) {
        Spread last = spreads.peekLast();
        return last == null ? Long.MIN_VALUE : last.atMillis();
    }

    /// Whether there is room for one more; the one that was fed longest ago, and is not fed any
    /// more, makes some.
    private static <T> boolean hasRoom(
            Map<String, T> of, int max, ToLongFunction<T> lastFed, long now) {
        if (of.size() < max) {
            return true;
        }
        String oldest = "";
        long fed = now - UNUSED_MILLIS;
        for (Map.Entry<String, T> each : of.entrySet()) {
            long at = lastFed.applyAsLong(each.getValue());
            if (at < fed) {
                fed = at;
                oldest = each.getKey();
            }
        }
        of.remove(oldest);
        return of.size() < max;
    }

    private void recordHappenings(GatewaySnapshot picture, long at) {
        Set<String> alarms = new HashSet<>();
        for (AlarmSnapshot alarm : picture.alarms()) {
            if (alarm.state() == AlarmSnapshot.State.RTN_UNACK) {
                continue;
            }
            alarms.add(alarm.id());
            if (!alarmsSeen.contains(alarm.id())) {
                Happening.Kind kind =
                        switch (alarm.priority()) {
                            case P1 -> Happening.Kind.ALARM_P1;
                            case P2 -> Happening.Kind.ALARM_P2;
                            case P3 -> Happening.Kind.ALARM_P3;
                            case P4 -> Happening.Kind.ALARM_P4;
                        };
                long since = alarm.since().toEpochMilli();
                happened(new Happening(since, kind, alarm.condition(), alarm.object()));
            }
        }
        alarmsSeen.clear();
        alarmsSeen.addAll(alarms);
        DrillSnapshot.Run run = picture.drills().running();
        String drill = run == null ? "" : run.name();
        if (!drill.equals(drillSeen)) {
            if (!drillSeen.isEmpty()) {
                happened(new Happening(at, Happening.Kind.DRILL_ENDED, drillSeen, ""));
            }
            if (!drill.isEmpty()) {
                happened(new Happening(at, Happening.Kind.DRILL_BEGUN, drill, ""));
            }
            drillSeen = drill;
        }
        if (!picture.contentHash().equals(revisionSeen)) {
            if (!revisionSeen.isEmpty()) {
                String revision = picture.contentHash();
                happened(new Happening(at, Happening.Kind.APPLIED, revision, ""));
            }
            revisionSeen = picture.contentHash();
        }
    }

    private void happened(Happening happening) {
        if (happenings.size() == EVENTS_MAX) {
            happenings.removeFirst();
        }
        happenings.addLast(happening);
    }

    /// What lies ahead of a clock that was set back never was; what lasts, lasts from now.
    private void setBack(long at) {
        happenings.removeIf(happening -> happening.atMillis() > at);
        spreads.values().forEach(all -> all.removeIf(each -> each.atMillis() > at));
        outages.removeIf(outage -> !outage.open() && outage.fromMillis() > at);
        outages.replaceAll(
                outage ->
                        new Outage(
                                outage.link(),
                                outage.fault(),
                                Math.min(outage.fromMillis(), at),
                                outage.open()
                                        ? outage.toMillis()
                                        : Math.min(outage.toMillis(), at)));
    }

    private void recordOutages(GatewaySnapshot picture, long at) {
        for (LinkSnapshot link : picture.links()) {
            int open = openOutage(link.id());
            if (open < 0 && !link.fault().isEmpty()) {
                if (outages.size() == OUTAGES_MAX) {
                    outages.removeFirst();
                }
                outages.add(new Outage(link.id(), link.fault(), at, Long.MAX_VALUE));
            } else if (open >= 0 && link.fault().isEmpty()) {
                Outage was = outages.get(open);
                outages.set(open, new Outage(was.link(), was.fault(), was.fromMillis(), at));
            }
        }
    }

    private int openOutage(String link) {
        for (int i = outages.size() - 1; i >= 0; i--) {
            if (outages.get(i).open() && outages.get(i).link().equals(link)) {
                return i;
            }
        }
        return -1;
    }

    void add(String name, long at, double value) {
        TimeRing ring = series.get(name);
        if (ring == null) {
            if (!hasRoom(series, SERIES_MAX, each -> each.atMillis(each.size() - 1), at)) {
                return;
            }
            ring = new TimeRing(POINTS_MAX, FINE_MILLIS);
            series.put(name, ring);
        }
        ring.add(at, value);
    }
}
