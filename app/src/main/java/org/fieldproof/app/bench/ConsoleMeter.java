package org.fieldproof.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Opens a real console on projects and measures it.
public interface ConsoleMeter {

    /// How the line in the program's log begins that says the first frame is on the screen.
    String FIRST_WINDOW = "First window painted";

    /// The folder of a sample project that is delivered with the product.
    Optional<Path> sample(String name);

    /// Measures one load after the other and returns when the last window is closed. The toolkit
    /// starts once in a process, so this can be called once.
    ///
    /// @return the figures of each load, in order
    List<ConsoleFigures> measure(List<ConsoleLoad> loads) throws BenchException;

    /// Uses one console for a long time: all perspectives, round after round. Can be called once,
    /// instead of [#measure].
    ///
    /// @param scratch an empty folder for data and preferences
    /// @param between from one look to the next, at least
    /// @return as many looks as were asked for, in order
    List<SoakLook> soak(Path project, Path scratch, Duration between, int looks)
            throws BenchException;
}
