package org.fieldproof.views.place;

import java.util.regex.Pattern;
import javafx.scene.Node;
import org.fieldproof.api.draft.PartType;
import org.jspecify.annotations.Nullable;

/// What F1 is to be about.
///
/// @param page its id
/// @param anchor a part of the page, such as the name of a field; empty for its beginning
public record HelpTopic(String page, String anchor) {

    private static final String FIELD = "field-";
    private static final String TRANSFORM = "part/transform/";
    private static final Pattern NUMBER = Pattern.compile("\\.\\d+(?=\\.|$)");

    /// The page about a problem code.
    public static HelpTopic problem(String code) {
        return new HelpTopic("problem/" + code, "");
    }

    /// The page about a kind of part.
    public static HelpTopic part(PartType type) {
        return new HelpTopic("part/" + type.section().kind() + "/" + type.type(), "");
    }

    /// The page about a kind of transform.
    public static HelpTopic transform(String type) {
        return new HelpTopic(TRANSFORM + type, "");
    }

    /// Says which page explains a node and everything inside it.
    public static void mark(Node node, String page) {
        node.getProperties().put(HelpTopic.class, page);
    }

    /// What the node that has the focus is about, which may be said by what it stands in.
    public static HelpTopic of(@Nullable Node focused, String otherwise) {
        String anchor = "";
        for (Node at = focused; at != null; at = at.getParent()) {
            String id = at.getId();
            if (anchor.isEmpty() && id != null && id.startsWith(FIELD)) {
                // Which one of a list it is makes no difference to what it means.
                String path = id.substring(FIELD.length()).replace('-', '.');
                anchor = NUMBER.matcher(path).replaceAll("");
            }
            // Without properties a node would be given an empty map for the asking.
            if (at.hasProperties()
                    && at.getProperties().get(HelpTopic.class) instanceof String page) {
                boolean inside = page.startsWith(TRANSFORM) && anchor.startsWith("transforms.");
                return new HelpTopic(
                        page, inside ? anchor.substring("transforms.".length()) : anchor);
            }
        }
        return new HelpTopic(otherwise, "");
    }
}
