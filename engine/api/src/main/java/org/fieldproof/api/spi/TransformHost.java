package org.fieldproof.api.spi;

import java.nio.file.Path;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.time.GatewayClock;

/// What the engine lends to a transform.
public interface TransformHost {

    /// Its name for people and for the count of dropped records, such as `main/only-numbers`.
    String name();

    /// Its configuration, already checked against its [ConfigSchema].
    Config config();

    /// The folder of the project; relative paths in its configuration start here. Files are read
    /// while the transform is made, never later.
    Path projectDirectory();

    /// To bound its own time; never part of a result.
    GatewayClock clock();
}
