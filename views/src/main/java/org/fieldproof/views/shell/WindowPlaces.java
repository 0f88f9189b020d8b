package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.place.PerspectiveId;

/// Where the windows of a project's pages stand, from one time to the next. What cannot be read is
/// as if it had never been, but told, and kept beside it as it was. FX thread.
final class WindowPlaces {

    /// On no screen, so that it comes to the middle of the first one.
    private static final WindowPlace NEVER =
            new WindowPlace(false, new Rectangle2D(-99_999, -99_999, 1180, 760));

    private static final String KEY = "windows.";
    private static final String KEPT = "unreadable.";
    private static final int ENTRIES_MAX = 100;

    private final Workspace workspace;
    private final Map<PerspectiveId, WindowPlace> places = new EnumMap<>(PerspectiveId.class);
    private String key = "";
    private String saved = "";
    private String seen = "";

    WindowPlaces(Workspace workspace) {
        this.workspace = workspace;
    }

    /// Reads those of a project.
    ///
    /// @return what could not be read of it
    List<String> open(Path project) {
        key = KEY + project;
        places.clear();
        saved = workspace.preference(key).orElse("");
        List<String> strays = new ArrayList<>();
        for (String entry : saved.split(";", ENTRIES_MAX)) {
            if (!entry.isBlank() && !read(entry)) {
                strays.add(entry);
            }
        }
        if (!strays.isEmpty()) {
            workspace.setPreference(KEPT + key, saved);
            keep();
        }
        seen = saved;
        return strays;
    }

    private boolean read(String entry) {
        int at = entry.indexOf('=');
        for (PerspectiveId id : PerspectiveId.values()) {
            if (at > 0 && entry.substring(0, at).equals(id.key())) {
                Optional<WindowPlace> place = WindowPlace.read(entry.substring(at + 1));
                place.ifPresent(known -> places.put(id, known));
                return place.isPresent();
            }
        }
        return false;
    }

    /// Under which name the preferences have what could not be read.
    String keptAs() {
        return KEPT + key;
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
