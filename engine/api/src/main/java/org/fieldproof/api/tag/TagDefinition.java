package org.fieldproof.api.tag;

import java.util.Optional;
import java.util.regex.Pattern;

/// One tag: where a value is read, and how it becomes a record. Immutable.
///
/// @param name the end of the record's address, a topic path: `<prefix>/<name>`; unique in its
///     connection
/// @param address in the protocol's own words, as the connector of the tag understands them
/// @param type in the words of the connector, such as `float32`; empty for the address's own
/// @param unit of the scaled value, such as `bar`; empty if none
/// @param group of tags that become one record together ([TagGroup]); empty for a record of its own
/// @param samplingNanos how often it is read; 0 for the connection's own interval
/// @param writable whether a person may ever arm and write it; reading does not depend on it
/// @param description for people
public record TagDefinition(
        String name,
        String address,
        String type,
        Scaling scaling,
        String unit,
        Deadband deadband,
        Reporting reporting,
        long samplingNanos,
        String group,
        boolean writable,
        String description) {
    /// Longest name, in characters.
    public static final int NAME_LENGTH_MAX = 200;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public TagDefinition {
        Optional<String> fault = faultOfName(name);
        if (fault.isPresent()) {
            throw new IllegalArgumentException("name: " + name + " (" + fault.get() + ")");
        }
        if (address.isBlank()) {
            throw new IllegalArgumentException("address: blank (expected: one of the protocol)");
        }
        if (samplingNanos < 0) {
            throw new IllegalArgumentException(
                    "samplingNanos: " + samplingNanos + " (expected: >= 0)");
        }
    }

    /// A tag that is read as it is, each reading a record.
    public static TagDefinition of(String name, String address, String type) {
        return new TagDefinition(
                name,
                address,
                type,
                Scaling.NONE,
                "",
                Deadband.NONE,
                Reporting.EVERY,
                0,
                "",
                false,
                "");
    }

    /// The same tag with other scaling.
    public TagDefinition with(Scaling other) {
        return new TagDefinition(
                name,
                address,
                type,
                other,
                unit,
                deadband,
                reporting,
                samplingNanos,
                group,
                writable,
                description);
    }

    /// The same tag with other reporting.
    public TagDefinition with(Deadband otherDeadband, Reporting otherReporting) {
        return new TagDefinition(
                name,
                address,
                type,
                scaling,
                unit,
                otherDeadband,
                otherReporting,
                samplingNanos,
                group,
                writable,
                description);
    }

    /// The same tag in a group.
    public TagDefinition inGroup(String otherGroup) {
        return new TagDefinition(
                name,
                address,
                type,
                scaling,
                unit,
                deadband,
                reporting,
                samplingNanos,
                otherGroup,
                writable,
                description);
    }

    /// The end of the topic of its records: its group, or its own name.
    public String recordName() {
        return group.isEmpty() ? name : group;
    }

    /// What is wrong with a tag's name, as a sentence; empty if nothing. A name is the end of a
    /// topic, so what a topic or a filter reserves is refused.
    public static Optional<String> faultOfName(String name) {
        if (name.isBlank()) {
            return Optional.of("The name is empty.");
        }
        if (name.length() > NAME_LENGTH_MAX) {
            return Optional.of("The name is longer than " + NAME_LENGTH_MAX + " characters.");
        }
        if (name.indexOf('+') >= 0 || name.indexOf('#') >= 0 || CONTROL.matcher(name).find()) {
            return Optional.of("The name holds +, # or a control character.");
        }
        if (name.startsWith("/") || name.endsWith("/") || name.contains("//")) {
            return Optional.of("A part of the name between two / is empty.");
        }
        if (!name.equals(name.strip())) {
            return Optional.of("The name begins or ends with a space.");
        }
        return Optional.empty();
    }
}
