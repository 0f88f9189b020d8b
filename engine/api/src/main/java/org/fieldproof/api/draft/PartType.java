package org.fieldproof.api.draft;

import java.util.List;
import org.fieldproof.api.spi.ConfigSchema;

/// Something that can be added to a project.
///
/// @param type as projects write it; empty for a pipeline
/// @param name what a card calls it, such as `OPC UA`
/// @param title one line for people, in English
/// @param schema every field of such a part, the common ones first
/// @param common names of the fields that all parts of the section share, such as `lane`
public record PartType(
        Section section,
        String type,
        String name,
        String title,
        ConfigSchema schema,
        List<String> common) {
    public PartType {
        common = List.copyOf(common);
    }

    /// The field by which such a part names another one; empty if it has none.
    public String referring() {
        return DraftWire.REFERENCES.stream()
                .filter(name -> schema.field(name).isPresent())
                .findFirst()
                .orElse("");
    }
}
