package org.fieldproof.engine.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorFactory;

/// A connection of a project that may have errors elsewhere.
///
/// @param connection empty if it is not there, or has errors
/// @param problems what is wrong with it, errors first
public record OneConnection(Optional<ConnectorDefinition> connection, List<Problem> problems) {
    private static final String SECTION = "connections";

    public OneConnection {
        problems = List.copyOf(problems);
    }

    /// Reads a connection, and of the others only what it takes to find it.
    ///
    /// @param text of the project's file
    public static OneConnection read(Path folder, String text, String id, Catalog catalog) {
        Problems problems = new Problems();
        ConnectorReader connectors =
                new ConnectorReader(
                        catalog,
                        problems,
                        new TagFiles(folder.toAbsolutePath().normalize(), problems));
        Optional<YamlNode.Mapping> root =
                YamlText.of(text, "project.yaml", problems)
                        .flatMap(read -> YamlTree.read(read, problems));
        Optional<ConnectorDefinition> found =
                root.stream()
                        .flatMap(read -> connectors.items(read, SECTION).stream())
                        .filter(item -> item.textOf("id").equals(id))
                        .findFirst()
                        .flatMap(item -> connectors.source(item, SECTION, types(catalog)));
        return new OneConnection(
                problems.errors() > 0 ? Optional.empty() : found, problems.sorted());
    }

    private static List<String> types(Catalog catalog) {
        return catalog.sources().stream().map(ConnectorFactory::type).toList();
    }
}
