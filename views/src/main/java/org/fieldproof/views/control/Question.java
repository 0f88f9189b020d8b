package org.fieldproof.views.control;

import java.util.Set;
import javafx.scene.Node;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.KeyTask;
import org.jspecify.annotations.Nullable;

/// What is asked before something is lost. While somebody is asked, nothing acts but what answers,
/// the help about it, and STOP: a key that does something else would do it behind the question, or
/// lay something over it. Stateless.
public final class Question {

    private static final Set<String> ALWAYS = Set.of(KeyTask.STOP, "shell.help");

    private Question() {}

    public static void mark(Node node) {
        node.getProperties().put(Question.class, true);
    }

    /// Whether what has the focus is part of a question.
    public static boolean isAround(@Nullable Node focused) {
        for (Node at = focused; at != null; at = at.getParent()) {
            if (at.hasProperties() && at.getProperties().containsKey(Question.class)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an action waits for an answer.
    public static boolean holds(Action action) {
        return !ALWAYS.contains(action.id());
    }
}
