package org.fieldproof.api.project;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.tag.TagTemplate;

/// One connector's configuration, read from a project file and checked against its schema:
/// required fields are there, kinds and ranges hold, defaults are filled in. Immutable.
///
/// Asking for a field that the schema does not have, or as another kind, is a bug of the caller
/// and throws [IllegalArgumentException].
public interface Config {

    /// Text of a TEXT, CHOICE, SECRET or PATH field.
    String text(String field);

    /// True where the field was written or has a default that is not empty.
    boolean has(String field);

    /// True where the field stands there itself, also with an empty text; false for one that the
    /// schema does not have.
    default boolean isWritten(String field) {
        return has(field);
    }

    long integer(String field);

    double decimal(String field);

    boolean flag(String field);

    Duration duration(String field);

    long bytes(String field);

    List<String> texts(String field);

    /// The table of a TAGS field; empty where the field was not written.
    default TagTable tags(String field) {
        throw new IllegalArgumentException(field + ": no tags here (expected: a TAGS field)");
    }

    /// The template of a TEMPLATE field; empty where the field was not written, or cannot be read.
    default Optional<TagTemplate> template(String field) {
        throw new IllegalArgumentException(
                field + ": no template here (expected: a TEMPLATE field)");
    }

    Optional<Config> group(String field);

    List<Config> groups(String field);

    /// Where a field stands, for problems; the group's own place if the field was not written.
    Problem.Place placeOf(String field);

    /// The configuration as YAML without defaults; secrets are references and stay so.
    String toYaml();
}
