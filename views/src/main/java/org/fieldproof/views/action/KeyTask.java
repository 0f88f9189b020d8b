package org.fieldproof.views.action;

import java.util.List;

/// Something that keys can be given to.
///
/// @param keys the ones it has unless a person gives others
public record KeyTask(
        String id, String label, String category, KeyScope scope, List<KeyStroke> keys) {

    /// STOP. It may be given more keys; its own one is nobody else's, ever.
    public static final String STOP = "drills.stop";

    public KeyTask {
        keys = List.copyOf(keys);
    }
}
