package org.fieldproof.app.bench;

import java.nio.file.Path;
import java.time.Duration;

/// What a console is measured under.
///
/// @param project a project's folder; its simulators make the load
/// @param scratch an empty folder for data and preferences
/// @param perView how long each perspective stays in view, in each of two rounds
/// @param parts what is pasted into the draft and then edited, as text; empty: nothing is edited
public record ConsoleLoad(Path project, Path scratch, Duration perView, String parts) {}
