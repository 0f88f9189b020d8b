package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.place.PerspectiveId;

/// Where the windows of a project's pages stand, from one time to the next. What cannot be read is
/// as if it had never been. FX thread.
final class WindowPlaces {

    /// On no screen, so that it comes to the middle of the first one.
    private static final WindowPlace NEVER =
            new WindowPlace(false, new Rectangle2D(-99_999, -99_999, 1180, 760));

    private final Workspace workspace;
    private final Map<PerspectiveId, WindowPlace> places = new EnumMap<>(PerspectiveId.class);
    private String key = "";
    private String saved = "";
    private String seen = "";

    WindowPlaces(Workspace workspace) {
        this.workspace = workspace;
    }

    /// Reads those of a project.
    void open(Path project) {
        key = "windows." + project;
        places.clear();
        saved = workspace.preference(key).orElse("");
        seen = saved;
        for (String entry : saved.split(";", PerspectiveId.values().length + 1)) {
            int at = entry.indexOf('=');
            for (PerspectiveId id : PerspectiveId.values()) {
                if (at > 0 && entry.substring(0, at).equals(id.key())) {
                    WindowPlace.read(entry.substring(at + 1))
                            .ifPresent(place -> places.put(id, place));
                }
            }
        }
    }

    /// Where a page was; if it never was anywhere, in the middle of the first screen.
    WindowPlace of(PerspectiveId id) {
        return places.getOrDefault(id, NEVER);
    }

    void put(PerspectiveId id, WindowPlace place) {
        places.put(id, place);
    }

    /// Forgets all of them.
    void clear() {
        places.clear();
    }

    /// Keeps what has changed and is not being changed any more, as by somebody who moves a window.
    void settle() {
        String now = stored();
        if (now.equals(seen)) {
            keep();
        }
        seen = now;
    }

    void keep() {
        String now = stored();
        if (!key.isEmpty() && !now.equals(saved)) {
            saved = now;
            workspace.setPreference(key, now);
        }
    }

    private String stored() {
        StringBuilder text = new StringBuilder();
        places.forEach(
                (id, place) ->
                        text.append(text.isEmpty() ? "" : ";")
                                .append(id.key())
                                .append('=')
                                .append(place.stored()));
        return text.toString();
    }
}
