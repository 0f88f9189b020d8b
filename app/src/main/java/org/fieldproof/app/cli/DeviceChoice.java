package org.fieldproof.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.project.OneConnection;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which device a command looks into: the options, and the way to its connection. A project with
/// errors elsewhere is looked from all the same.
final class DeviceChoice {
    @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
    private Path directory = Path.of(".");

    @Parameters(index = "1", paramLabel = "CONNECTION", description = "Its id in the project.")
    private String connection = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, for keys and secrets.")
    private @Nullable Path data;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    /// What is done with the device.
    @FunctionalInterface
    interface Look {
        /// Looks into it.
        ///
        /// @param root the data directory
        /// @param folder of the project
        void at(Path root, Path folder, ConnectorDefinition connection) throws ConnectorException;
    }

    Printer printer() {
        return Printer.standard(json);
    }

    /// Looks. Gives what kept it from that.
    List<Problem> look(Look look) {
        return look(directory, connection, Optional.ofNullable(data), look);
    }

    /// The same for a command with words of its own.
    ///
    /// @param data the data directory; empty for the project's default
    static List<Problem> look(Path directory, String connection, Optional<Path> data, Look look) {
        Path folder = ProjectReader.folderOf(directory);
        // Finishes a change of the files that was cut short, and knows why a file is none.
        ProjectRead whole = Wiring.readProject(directory);
        String yaml;
        try {
            yaml = ProjectWriter.read(folder).getOrDefault("project.yaml", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Group fields = DraftFiles.fragment(yaml).orElse(Group.EMPTY);
        Optional<Path> root = root(fields.text("name"), data);
        if (root.isEmpty() && whole instanceof ProjectRead.Refused refused) {
            return refused.problems();
        }
        OneConnection read = OneConnection.read(folder, yaml, connection, Wiring.catalog());
        if (root.isEmpty() || read.connection().isEmpty()) {
            return read.problems().isEmpty()
                    ? List.of(unknown(connection, fields))
                    : read.problems();
        }
        try {
            look.at(root.get(), folder, read.connection().get());
            return List.of();
        } catch (ConnectorException e) {
            return List.of(e.problem());
        }
    }

    /// The data directory; empty where the project's name cannot name one.
    private static Optional<Path> root(String project, Optional<Path> chosen) {
        try {
            return Optional.of(
                    chosen.isEmpty()
                            ? DataDirectory.defaultFor(project)
                            : chosen.get().toAbsolutePath());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Problem unknown(String connection, Group project) {
        return Problem.error(
                "APP-0925",
                "connection " + connection,
                "The project has no such connection.",
                "Choose one of "
                        + String.join(
                                ", ",
                                ProjectDraft.EMPTY
                                        .withProject(project)
                                        .parts(Section.CONNECTIONS)
                                        .stream()
                                        .map(part -> part.text("id"))
                                        .toList())
                        + ".");
    }
}
