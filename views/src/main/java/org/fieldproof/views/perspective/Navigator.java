package org.fieldproof.views.perspective;

import org.fieldproof.views.place.PerspectiveId;

/// Leads a person from one place to another.
public interface Navigator {

    void open(PerspectiveId perspective);

    /// Opens and selects an object there, see [Perspective#reveal].
    void open(PerspectiveId perspective, String object);
}
