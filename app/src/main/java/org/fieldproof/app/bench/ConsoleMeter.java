package org.fieldproof.app.bench;

import java.nio.file.Path;
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
}
