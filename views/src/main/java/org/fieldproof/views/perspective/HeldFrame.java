package org.fieldproof.views.perspective;

import java.util.Optional;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.jspecify.annotations.Nullable;

/// The frame that a frozen view goes on showing, so that only its figures stand still: choosing,
/// filtering and editing go on. FX thread.
public final class HeldFrame {
    private @Nullable Frame held;
    private @Nullable History source;

    /// Holds what is shown now, or lets go of it.
    public void freeze(boolean frozen, Optional<Frame> now) {
        if (!frozen) {
            held = null;
        } else if (held == null) {
            // Charts stand still as well: what goes on being recorded is not theirs.
            held = now.map(f -> new Frame(f.snapshot(), f.history().still(), f.now())).orElse(null);
            source = now.map(Frame::history).orElse(null);
        }
    }

    /// What to show at this beat. What another gateway showed is not held.
    public Frame at(Frame beat) {
        Frame present = held;
        if (present != null && source != beat.history()) {
            held = null;
            present = null;
        }
        return present == null ? beat : present;
    }
}
