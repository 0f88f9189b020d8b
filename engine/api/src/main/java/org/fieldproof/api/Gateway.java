package org.fieldproof.api;

import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.snapshot.GatewaySnapshot;

/// A running gateway, as a console or a script sees it: three calls, all data. Nothing here
/// assumes that the engine lives in the same process. Any thread may call; none of the calls
/// blocks.
public interface Gateway {

    /// The latest picture; a new one every 200 ms.
    GatewaySnapshot snapshot();

    /// Events with `seq >= fromSeq`, oldest first, at most `max`.
    EventPage events(long fromSeq, int max);

    /// Asks for something. The stage never fails exceptionally: refusals are outcomes.
    CompletionStage<Outcome> submit(Command command);
}
