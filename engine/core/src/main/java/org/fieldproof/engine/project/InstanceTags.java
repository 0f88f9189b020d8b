package org.fieldproof.engine.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;

/// The tags that the instances of one part of a project make of their templates, whatever is wrong
/// elsewhere in it. Stateless.
public final class InstanceTags {
    private InstanceTags() {}

    /// The files that instances of a project name as their templates, whatever is wrong elsewhere
    /// in it.
    ///
    /// @param text of the project's file
    public static Set<String> templates(String text) {
        Problems ignored = new Problems();
        return YamlText.of(text, "project.yaml", ignored)
                .flatMap(read -> YamlTree.read(read, ignored))
                .stream()
                .flatMap(
                        root ->
                                Stream.of("standIns", "connections")
                                        .flatMap(section -> groups(root, section)))
                .flatMap(part -> groups(part, TagSchema.INSTANCES.name()))
                .map(instance -> instance.textOf(TagSchema.TEMPLATE))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Stream<YamlNode.Mapping> groups(YamlNode.Mapping of, String field) {
        return of.get(field).filter(YamlNode.Sequence.class::isInstance).stream()
                .flatMap(list -> ((YamlNode.Sequence) list).items().stream())
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast);
    }

    /// Reads them: the instances of the text, and the templates of the folder.
    ///
    /// @param text of the project's file
    /// @param section as the file names it, such as `connections`
    public static TagRead read(Path folder, String text, String section, String id) {
        Problems problems = new Problems();
        TagFiles files = new TagFiles(folder.toAbsolutePath().normalize(), problems);
        FieldReader fields = new FieldReader(problems, files);
        TagSchema.Tags made =
                YamlText.of(text, "project.yaml", problems)
                        .flatMap(read -> YamlTree.read(read, problems))
                        .stream()
                        .flatMap(root -> groups(root, section))
                        .filter(item -> item.textOf("id").equals(id))
                        .findFirst()
                        .map(
                                item ->
                                        TagSchema.made(
                                                fields.read(
                                                        item,
                                                        List.of(TagSchema.INSTANCES),
                                                        ConnectorReader.nameOf(section)
                                                                + " "
                                                                + id)))
                        .orElseGet(() -> TagSchema.Tags.NONE);
        made.problems().forEach(problems::add);
        TagTable table = TagTable.of(made.entries().stream().map(TagTable.Entry::tag).toList());
        List<Problem> found = problems.sorted();
        return found.isEmpty() ? new TagRead.Complete(table) : new TagRead.Partial(table, found);
    }
}
