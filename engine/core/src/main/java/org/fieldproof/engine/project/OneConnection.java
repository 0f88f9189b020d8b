package org.fieldproof.engine.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.tag.TagSchema;

/// A connection of a project that may have errors elsewhere. Where its device can be looked into it
/// is without its tags: whoever looks for tags has a table that is not written yet, or has errors.
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
                ConnectorReader.ofLines(
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
                        .map(item -> looksInto(item, catalog) ? withoutTags(item) : item)
                        .flatMap(item -> connectors.source(item, SECTION, types(catalog)));
        return new OneConnection(
                problems.errors() > 0 ? Optional.empty() : found, problems.sorted());
    }

    private static boolean looksInto(YamlNode.Mapping item, Catalog catalog) {
        return catalog.source(item.textOf("type"))
                .filter(source -> source.browses() || source.readingFinder().isPresent())
                .isPresent();
    }

    private static YamlNode.Mapping withoutTags(YamlNode.Mapping item) {
        Set<String> tags =
                TagSchema.FIELDS.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
        return new YamlNode.Mapping(
                item.place(),
                item.entries().stream().filter(entry -> !tags.contains(entry.key())).toList());
    }

    private static List<String> types(Catalog catalog) {
        return catalog.sources().stream().map(ConnectorFactory::type).toList();
    }
}
