package org.fieldproof.engine.writing;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;

/// One connection of the project, as whoever writes sees it. Immutable.
///
/// @param tags those that may be written
public record WritableLine(
        String connection, DeviceClass deviceClass, List<Addressed> tags, Dial dial) {
    public WritableLine {
        tags = List.copyOf(tags);
    }

    /// Opens a line of its own for one tag. Blocks.
    @FunctionalInterface
    public interface Dial {
        TagWriter open(TagDefinition tag) throws ConnectorException;
    }

    /// A connection of the project.
    public static WritableLine of(
            ConnectorDefinition definition, SourceFactory factory, ConnectorContext context) {
        return new WritableLine(
                definition.id(),
                definition.deviceClass(),
                factory.writable(definition.id(), definition.config()),
                tag ->
                        factory.writer(context, tag)
                                .orElseThrow(
                                        () ->
                                                new ConnectorException(
                                                        WriteProblems.cannot(
                                                                definition.id(),
                                                                definition.type()))));
    }

    Optional<Addressed> tag(String name) {
        return tags.stream().filter(each -> each.tag().name().equals(name)).findFirst();
    }

    WritableTag shown(Addressed each) {
        TagDefinition tag = each.tag();
        return new WritableTag(
                connection,
                deviceClass,
                tag.name(),
                each.address(),
                tag.address(),
                tag.unit(),
                tag.scaling().low(),
                tag.scaling().high());
    }
}
