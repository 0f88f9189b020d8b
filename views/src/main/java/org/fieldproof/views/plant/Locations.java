package org.fieldproof.views.plant;

import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.filter.FilterHint;

/// Where things stand that have a name only. Needs no toolkit.
public final class Locations {
    /// Of nothing.
    public static final Locations NONE = new Locations();

    private final Map<String, String> byObject = new HashMap<>();

    private Locations() {}

    /// Of the devices in a picture, and of its connections as far as all of their devices stand
    /// together.
    public static Locations of(GatewaySnapshot picture) {
        Locations made = new Locations();
        for (ConnectionSnapshot connection : picture.connections()) {
            String all = null;
            for (DeviceSnapshot device : connection.devices()) {
                String here = device.location();
                if (!here.isEmpty()) {
                    made.byObject.put("device " + connection.id() + "/" + device.id(), here);
                }
                all = all == null ? here : common(all, here);
            }
            if (all != null && !all.isEmpty()) {
                made.byObject.put("connection " + connection.id(), all);
            }
        }
        return made;
    }

    /// Where an object stands, written as alarms write it: `device devices/press-01`, `connection
    /// devices`; empty where that is not known.
    public String of(String object) {
        return byObject.getOrDefault(object, "");
    }

    /// The levels that two have in common, from the first on.
    public static String common(String one, String other) {
        String[] left = one.split("/", -1);
        String[] right = other.split("/", -1);
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < left.length && i < right.length && left[i].equals(right[i]); i++) {
            made.append(i == 0 ? "" : "/").append(left[i]);
        }
        return made.toString();
    }

    /// The filter of what stands at a place or below it.
    ///
    /// @param path empty for what has no location
    public static String filter(String path) {
        return path.isEmpty() ? "location=\"\"" : FilterHint.atOrBelow("location", path);
    }
}
