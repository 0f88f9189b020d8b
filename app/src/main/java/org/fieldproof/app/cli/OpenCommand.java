package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof open DIR`: the console with a project; the one that is open, if there is one.
@Command(
        name = "open",
        description = "Opens the console with a project.",
        mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The project's folder, its project.yaml, or an evidence file.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--new", description = "A console of its own, though another one may be open.")
    private boolean own;

    @Override
    public Integer call() {
        return Console.open(directory, own);
    }
}
