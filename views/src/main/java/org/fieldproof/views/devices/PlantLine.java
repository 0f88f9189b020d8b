package org.fieldproof.views.devices;

import java.util.Set;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.views.plant.Branch;

/// A line of the plant's tree. It is another one only where what is written of it is: what a place
/// says is put into words where it is seen.
///
/// @param path the place that it stands for; empty but for places
/// @param depth 1 for a site
/// @param devices at it or below; of what is not listed, how many places
/// @param ageMillis of the oldest last record, in whole seconds: tenths would flicker at every
///     beat, of what is well; -1 if there is none
record PlantLine(
        Kind kind,
        String path,
        String name,
        int depth,
        long devices,
        long disconnected,
        long silent,
        long ageMillis,
        Set<DeviceClass> classes) {
    private static final long SECOND = 1_000;

    PlantLine {
        classes = Set.copyOf(classes);
    }

    /// What a line stands for.
    enum Kind {
        WHOLE,
        PLACE,
        /// What has no location.
        ELSEWHERE,
        /// Places that are not listed.
        MORE
    }

    static PlantLine of(Kind kind, Branch branch) {
        long age = branch.oldestAgeMs();
        return new PlantLine(
                kind,
                branch.path(),
                branch.name(),
                branch.depth(),
                branch.devices(),
                branch.disconnected(),
                branch.silent(),
                age < 0 ? age : age - age % SECOND,
                branch.classes());
    }

    static PlantLine more(String path, int places) {
        return new PlantLine(Kind.MORE, path, "", 0, places, 0, 0, -1, Set.of());
    }

    /// The same line while its figures change.
    String key() {
        return kind + "/" + path;
    }
}
