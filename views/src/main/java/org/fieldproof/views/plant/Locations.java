package org.fieldproof.views.plant;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.filter.FilterHint;

/// Where things stand that have a name only. Needs no toolkit.
public final class Locations {
    /// Of nothing.
    public static final Locations NONE = new Locations();

    private static final String CONNECTION = "connection ";
    private static final String DEVICE = "device ";

    /// Among the names of devices: all of the connection's. No device has it.
    private static final String ALL = "";

    private final Map<String, String> byObject = new HashMap<>();

    private Locations() {}

    /// Of some objects in a picture: of devices, and of connections as far as all of their devices
    /// stand together. Only at the devices of connections that they name is looked.
    ///
    /// @param objects written as alarms write them
    public static Locations of(GatewaySnapshot picture, Collection<String> objects) {
        Map<String, Set<String>> wanted = new HashMap<>();
        for (String object : objects) {
            if (object.startsWith(CONNECTION)) {
                String id = object.substring(CONNECTION.length());
                wanted.computeIfAbsent(id, _ -> new HashSet<>()).add(ALL);
            } else if (object.startsWith(DEVICE) && object.indexOf('/') > 0) {
                int stroke = object.indexOf('/');
                String id = object.substring(DEVICE.length(), stroke);
                wanted.computeIfAbsent(id, _ -> new HashSet<>()).add(object.substring(stroke + 1));
            }
        }
        Locations made = new Locations();
        for (ConnectionSnapshot connection : picture.connections()) {
            Set<String> here = wanted.get(connection.id());
            if (here != null) {
                made.add(connection, here);
            }
        }
        return made;
    }

    private void add(ConnectionSnapshot connection, Set<String> devices) {
        boolean whole = devices.contains(ALL);
        String all = null;
        for (DeviceSnapshot device : connection.devices()) {
            String here = device.location();
            if (!here.isEmpty() && devices.contains(device.id())) {
                byObject.put(DEVICE + connection.id() + "/" + device.id(), here);
            }
            if (whole) {
                all = all == null ? here : common(all, here);
            }
        }
        if (all != null && !all.isEmpty()) {
            byObject.put(CONNECTION + connection.id(), all);
        }
    }

    /// Whether anybody said where any device of a picture stands.
    public static boolean areIn(GatewaySnapshot picture) {
        for (ConnectionSnapshot connection : picture.connections()) {
            for (DeviceSnapshot device : connection.devices()) {
                if (!device.location().isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Where an object stands, written as alarms write it: `device devices/press-01`, `connection
    /// devices`; empty where that is not known.
    public String of(String object) {
        return byObject.getOrDefault(object, "");
    }

    /// The levels that two have in common, from the first on.
    public static String common(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
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
