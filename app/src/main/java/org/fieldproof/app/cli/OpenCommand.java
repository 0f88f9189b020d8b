package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `fieldproof open DIR`: the console with a project.
@Command(
        name = "open",
        description = "Opens the console with a project.",
        mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The project's folder.")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() {
        return Console.open(directory);
    }
}
