package org.fieldproof.api.draft;

import java.util.Arrays;
import java.util.Optional;

/// The lists of a project whose members have an id.
public enum Section {
    STAND_INS("standIns", "standIn"),
    CONNECTIONS("connections", "connection"),
    PIPELINES("pipelines", "pipeline"),
    DESTINATIONS("destinations", "destination");

    private final String field;
    private final String kind;

    Section(String field, String kind) {
        this.field = field;
        this.kind = kind;
    }

    /// Its name in `project.yaml`.
    public String field() {
        return field;
    }

    /// What one of its members is called in a [PartRef].
    public String kind() {
        return kind;
    }

    static Optional<Section> ofKind(String kind) {
        return Arrays.stream(values()).filter(s -> s.kind.equals(kind)).findFirst();
    }
}
