package org.fieldproof.connector.transform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;

/// JSON pointers (RFC 6901) to fields of objects. Pure.
final class Pointers {
    private static final int LEVELS_MAX = 20;

    private Pointers() {}

    /// True for a pointer to a field, at most twenty levels deep.
    static boolean isUsable(String pointer) {
        return pointer.startsWith("/")
                && pointer.length() > 1
                && pointer.chars().filter(c -> c == '/').count() <= LEVELS_MAX;
    }

    static Problem fault(Config config, String field, String pointer) {
        return Faults.at(
                config,
                field,
                "\"" + pointer + "\" is no JSON pointer to a field.",
                "Write it such as /temperature or /motor/speed.");
    }

    static List<JsonPointer> of(List<String> pointers) {
        return pointers.stream().map(JsonPointer::compile).toList();
    }

    static String lastName(JsonPointer pointer) {
        return pointer.last().getMatchingProperty();
    }

    /// Puts a value there; objects on the way are made where they are missing.
    static void put(ObjectNode root, JsonPointer pointer, JsonNode value) throws Unfit {
        ObjectNode parent = root;
        JsonPointer at = pointer;
        while (!at.tail().matches()) {
            JsonNode next = parent.get(at.getMatchingProperty());
            if (next == null || next.isNull()) {
                parent = parent.putObject(at.getMatchingProperty());
            } else if (next instanceof ObjectNode object) {
                parent = object;
            } else {
                throw new Unfit(
                        "XFRM-0215",
                        "On the way to " + pointer + " stands something that is no object.",
                        "Choose another field.");
            }
            at = at.tail();
        }
        parent.set(at.getMatchingProperty(), value);
    }
}
