package org.fieldproof.app.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.engine.secret.Redactor;

/// Where a bundle is collected from.
///
/// @param about versions and places, as name and value
/// @param dataDirectory of the project that is open, or that could not be opened
/// @param crashes the folder of crash reports
/// @param console the newest lines of this process's log
/// @param environment normally `System.getenv()`
/// @param redactor knows the secrets of the gateways of this process
public record SupportSources(
        List<List<String>> about,
        Workspace.Status status,
        Optional<Gateway> gateway,
        Optional<Path> dataDirectory,
        Path crashes,
        Supplier<List<String>> console,
        Map<String, String> environment,
        Redactor redactor) {}
