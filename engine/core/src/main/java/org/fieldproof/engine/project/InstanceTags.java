package org.fieldproof.engine.project;

import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;

/// The tags that the instances of one part of a project make of their templates, whatever is wrong
/// elsewhere in it. Stateless.
public final class InstanceTags {
    private InstanceTags() {}

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
                        .flatMap(root -> root.get(section))
                        .filter(YamlNode.Sequence.class::isInstance)
                        .stream()
                        .flatMap(list -> ((YamlNode.Sequence) list).items().stream())
                        .filter(YamlNode.Mapping.class::isInstance)
                        .map(YamlNode.Mapping.class::cast)
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
