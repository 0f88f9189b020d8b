package org.fieldproof.views.perspective;

import org.fieldproof.views.place.PerspectiveId;

/// Leads a person from one place to another.
public interface Navigator {

    void open(PerspectiveId perspective);

    /// Does what the palette does by this id, or says why not.
    void act(String actionId);

    /// Opens and selects an object there, see [Perspective#reveal].
    void open(PerspectiveId perspective, String object);
}
