package org.fieldproof.views.plant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;

/// All devices of a picture by where they stand. One walk over them. Needs no toolkit.
///
/// @param whole everything
/// @param elsewhere what has no location; its path is empty
public record Plant(Branch whole, Branch elsewhere) {

    public static Plant of(GatewaySnapshot picture) {
        Branch whole = new Branch("", "", 0);
        Branch elsewhere = new Branch("", "", 1);
        Map<String, Branch> known = new HashMap<>();
        for (ConnectionSnapshot connection : picture.connections()) {
            for (DeviceSnapshot device : connection.devices()) {
                String path = device.location();
                Branch branch = path.isEmpty() ? elsewhere : known.get(path);
                if (branch == null) {
                    branch = down(whole, path);
                    known.put(path, branch);
                }
                branch.stands(connection.id(), device);
            }
        }
        whole.sum();
        whole.add(elsewhere);
        return new Plant(whole, elsewhere);
    }

    private static Branch down(Branch from, String path) {
        Branch at = from;
        for (String level : path.split("/", -1)) {
            at = at.at(level);
        }
        return at;
    }

    /// Whether anybody said where anything stands.
    public boolean isKnown() {
        return !whole.below().isEmpty();
    }

    /// A place, if there is one of these levels.
    public Optional<Branch> at(String path) {
        Optional<Branch> found = Optional.of(whole);
        for (String level : path.split("/", -1)) {
            found = found.flatMap(branch -> branch.under(level));
        }
        return found;
    }

    /// All places but the whole, each before those below it.
    ///
    /// @param max no more than that
    public List<Branch> places(int max) {
        List<Branch> all = new ArrayList<>();
        Deque<Branch> waiting = new ArrayDeque<>(whole.below());
        while (!waiting.isEmpty() && all.size() < max) {
            Branch branch = waiting.remove();
            all.add(branch);
            waiting.addAll(branch.below());
        }
        return all;
    }
}
