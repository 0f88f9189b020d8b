package org.fieldproof.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.fieldproof.api.Gateway;

/// Starts a gateway on a project the way `fieldproof run` does.
public interface GatewayStarter {

    /// Starts one.
    ///
    /// @param project a project's folder
    /// @param data an empty folder for its data
    Running start(Path project, Path data) throws BenchException;

    /// A gateway that runs.
    interface Running {
        Gateway gateway();

        void stop(Duration limit);
    }
}
