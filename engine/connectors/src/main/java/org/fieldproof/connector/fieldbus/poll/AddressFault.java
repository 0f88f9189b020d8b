package org.fieldproof.connector.fieldbus.poll;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;

/// A tag's address or type that its protocol does not understand.
public final class AddressFault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public AddressFault(String code, TagDefinition tag, String message, String remedy) {
        super(message);
        problem = Problem.error(code, "tag " + tag.name(), message, remedy);
    }

    public Problem problem() {
        return problem;
    }
}
