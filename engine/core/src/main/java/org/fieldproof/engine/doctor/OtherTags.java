package org.fieldproof.engine.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;

/// A connection's configuration with other tags in place of its own. Immutable.
record OtherTags(Config connection, TagTable tags) implements Config {

    @Override
    public boolean has(String field) {
        return field.equals(TagSchema.TABLE.name()) || (!isTags(field) && connection.has(field));
    }

    @Override
    public boolean isWritten(String field) {
        return field.equals(TagSchema.TABLE.name())
                || (!isTags(field) && connection.isWritten(field));
    }

    @Override
    public TagTable tags(String field) {
        return field.equals(TagSchema.TABLE.name()) ? tags : connection.tags(field);
    }

    @Override
    public List<Config> groups(String field) {
        return isTags(field) ? List.of() : connection.groups(field);
    }

    private static boolean isTags(String field) {
        return TagSchema.FIELDS.stream().anyMatch(each -> each.name().equals(field));
    }

    @Override
    public String text(String field) {
        return connection.text(field);
    }

    @Override
    public long integer(String field) {
        return connection.integer(field);
    }

    @Override
    public double decimal(String field) {
        return connection.decimal(field);
    }

    @Override
    public boolean flag(String field) {
        return connection.flag(field);
    }

    @Override
    public Duration duration(String field) {
        return connection.duration(field);
    }

    @Override
    public long bytes(String field) {
        return connection.bytes(field);
    }

    @Override
    public List<String> texts(String field) {
        return connection.texts(field);
    }

    @Override
    public Optional<Config> group(String field) {
        return connection.group(field);
    }

    @Override
    public Problem.Place placeOf(String field) {
        return connection.placeOf(field);
    }

    @Override
    public String toYaml() {
        return connection.toYaml();
    }
}
