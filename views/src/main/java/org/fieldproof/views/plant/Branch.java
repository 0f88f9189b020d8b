package org.fieldproof.views.plant;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;

/// A place of the plant and all that stands at or below it. Filled by [Plant] alone, then only
/// read.
public final class Branch {
    private final String path;
    private final String name;
    private final int depth;
    private final TreeMap<String, Branch> below = new TreeMap<>(NameOrder.AS_COUNTED);
    private final Set<DeviceClass> classes = EnumSet.noneOf(DeviceClass.class);
    private long devices;
    private long disconnected;
    private long silent;
    private long reconnects;
    private long oldestAgeMs = -1;
    private double perSecond;
    private String worst = "";
    private int worstRank;
    private long worstAgeMs;

    /// @param path its levels joined by `/`; empty for the whole plant
    /// @param depth 0 for the whole plant, 1 for a site
    Branch(String path, String name, int depth) {
        this.path = path;
        this.name = name;
        this.depth = depth;
    }

    Branch at(String level) {
        return below.computeIfAbsent(
                level,
                name -> new Branch(path.isEmpty() ? name : path + "/" + name, name, depth + 1));
    }

    void stands(String connection, DeviceSnapshot device) {
        devices++;
        disconnected += device.state() == DeviceState.DISCONNECTED ? 1 : 0;
        silent += device.state() == DeviceState.STALE ? 1 : 0;
        reconnects += device.reconnects();
        perSecond += device.acceptedPerSecond();
        classes.add(device.deviceClass());
        oldestAgeMs = Math.max(oldestAgeMs, device.lastSeenAgeMs());
        // Nothing ever heard is worse than anything long ago.
        long age = device.lastSeenAgeMs() < 0 ? Long.MAX_VALUE : device.lastSeenAgeMs();
        int rank = rank(device.state());
        if (isWorse(rank, age)) {
            worst = connection + "/" + device.id();
            worstRank = rank;
            worstAgeMs = age;
        }
    }

    private static int rank(DeviceState state) {
        return switch (state) {
            case CONNECTED -> 0;
            case STALE -> 1;
            case DISCONNECTED -> 2;
        };
    }

    private boolean isWorse(int rank, long ageMs) {
        return rank > worstRank || (rank == worstRank && rank > 0 && ageMs > worstAgeMs);
    }

    /// Adds up what is below; once, when all devices stand where they belong.
    void sum() {
        for (Branch each : below.values()) {
            each.sum();
            add(each);
        }
    }

    /// Takes the figures of another one into its own.
    void add(Branch each) {
        devices += each.devices;
        disconnected += each.disconnected;
        silent += each.silent;
        reconnects += each.reconnects;
        perSecond += each.perSecond;
        classes.addAll(each.classes);
        oldestAgeMs = Math.max(oldestAgeMs, each.oldestAgeMs);
        if (isWorse(each.worstRank, each.worstAgeMs)) {
            worst = each.worst;
            worstRank = each.worstRank;
            worstAgeMs = each.worstAgeMs;
        }
    }

    /// Its levels joined by `/`; empty for the whole plant and for what stands nowhere.
    public String path() {
        return path;
    }

    /// Its own level.
    public String name() {
        return name;
    }

    /// 0 for the whole plant, 1 for a site, 2 for an area.
    public int depth() {
        return depth;
    }

    /// Those directly below, as people count them.
    public Collection<Branch> below() {
        return below.values();
    }

    /// The one of this level directly below.
    Optional<Branch> under(String level) {
        return Optional.ofNullable(below.get(level));
    }

    /// Devices at or below it.
    public long devices() {
        return devices;
    }

    public long disconnected() {
        return disconnected;
    }

    /// Connected, and silent for long.
    public long silent() {
        return silent;
    }

    public long connected() {
        return devices - disconnected;
    }

    public long reconnects() {
        return reconnects;
    }

    public double perSecond() {
        return perSecond;
    }

    /// The age of the oldest of all last records; -1 if there is none.
    public long oldestAgeMs() {
        return oldestAgeMs;
    }

    /// Which there are among its devices.
    public Set<DeviceClass> classes() {
        return Set.copyOf(classes);
    }

    /// The device that is worst off, as `connection/device`: one that is away before a silent one,
    /// the longest before others; empty if all are well.
    public String worst() {
        return worst;
    }
}
