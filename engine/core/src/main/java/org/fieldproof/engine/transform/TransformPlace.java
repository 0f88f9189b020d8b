package org.fieldproof.engine.transform;

import java.nio.file.Path;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.ProjectDefinition.TransformDefinition;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.time.GatewayClock;

/// What transforms of a project are lent.
public record TransformPlace(Path projectDirectory, GatewayClock clock) {

    TransformHost host(TransformDefinition definition) {
        return new Host(definition.name(), definition.config(), projectDirectory, clock);
    }

    private record Host(String name, Config config, Path projectDirectory, GatewayClock clock)
            implements TransformHost {}
}
