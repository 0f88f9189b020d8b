package org.fieldproof.engine.port;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Command.DrillCommand;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;

/// The drill room as the engine sees it: the engine asks it for pictures, hands it drill
/// commands, and leads connections through its links. Implemented outside the core.
///
/// Any thread may call it; none of the calls blocks, except close.
public interface DrillDesk {

    LinkTable links();

    /// Called once, after the engine's parts exist and before the first connector starts.
    void begin(DrillEnvironment environment);

    DrillSnapshot snapshot();

    List<LinkSnapshot> linkSnapshots();

    CompletionStage<Outcome> submit(DrillCommand command);

    /// Heals every link, aborts what runs and writes its evidence, closes the links. Called after
    /// the connectors have stopped.
    void close();
}
