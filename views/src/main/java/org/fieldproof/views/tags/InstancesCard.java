package org.fieldproof.views.tags;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.i18n.Texts;

/// Below the instances of a drafted part: the plain tags that they make of their templates, and
/// what is wrong, by instance. Asked for anew whenever the instances have changed, and on demand,
/// since the files of templates are no part of the draft. FX thread.
public final class InstancesCard extends VBox {
    /// What can be looked through; an export has all of them.
    private static final int LISTED_MAX = 500;

    private static final int PROBLEMS_MAX = 10;
    private static final int ROWS_MAX = 10;

    private final DraftSession session;
    private final Texts texts;
    private final PartRef part;
    private final Label status = Parts.prose("", "fp-muted", "fp-small");
    private final VBox problems = new VBox(4);
    private final TextArea tags = new TextArea();

    /// What was asked for last; empty before that.
    private Optional<DraftValue> asked = Optional.empty();

    private boolean asking;

    /// @param part whose instances they are
    public InstancesCard(DraftSession session, Texts texts, PartRef part) {
        this.session = session;
        this.texts = texts;
        this.part = part;
        setId("instances-card");
        setSpacing(4);
        getStyleClass().add("fp-nested");
        status.setId("instances-status");
        tags.setId("instances-tags");
        tags.setEditable(false);
        tags.getStyleClass().add("fp-mono");
        tags.setAccessibleText(texts.get("tags.made.name"));
        tags.managedProperty().bind(tags.visibleProperty());
        Button again = Parts.button(texts.get("tags.made.again"), this::again);
        again.setId("instances-again");
        getChildren().addAll(status, problems, tags, again);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// The draft has changed, perhaps.
    public void refresh() {
        Optional<DraftValue> now =
                session.model()
                        .part(part)
                        .flatMap(each -> each.get(TagSchema.INSTANCES.name()))
                        .filter(each -> each instanceof Items items && !items.items().isEmpty());
        setVisible(now.isPresent());
        if (asking || now.equals(asked)) {
            return;
        }
        asked = now;
        if (now.isPresent()) {
            asking = true;
            session.tagsMade(part, this::told);
        }
    }

    /// What is awaited may be of the files as they were.
    private void again() {
        asked = Optional.empty();
        refresh();
    }

    private void told(Outcome outcome) {
        asking = false;
        switch (outcome) {
            case Outcome.TagsRead(TagRead read) -> show(read);
            case Outcome.Refused(Problem why) -> show(List.of(), List.of(why));
            default -> throw new IllegalStateException("instances answer " + outcome);
        }
        // Who typed meanwhile sees what he has typed since.
        refresh();
    }

    private void show(TagRead read) {
        show(read.sound().tags(), read.problems());
    }

    private void show(List<TagDefinition> made, List<Problem> wrong) {
        status.setText(
                texts.get("tags.made.count", made.size())
                        + (wrong.isEmpty()
                                ? ""
                                : " " + texts.get("tags.made.wrong", wrong.size())));
        problems.getChildren()
                .setAll(wrong.stream().limit(PROBLEMS_MAX).map(ProblemCard::new).toList());
        String text =
                made.stream()
                        .limit(LISTED_MAX)
                        .map(InstancesCard::line)
                        .collect(Collectors.joining("\n"));
        if (made.size() > LISTED_MAX) {
            text += "\n" + texts.get("tags.made.more", made.size() - LISTED_MAX);
        }
        if (!tags.getText().equals(text)) {
            tags.setText(text);
        }
        tags.setPrefRowCount(Math.clamp(made.size(), 2, ROWS_MAX));
        tags.setVisible(!made.isEmpty());
    }

    private static String line(TagDefinition tag) {
        return String.join("  ", tag.name(), tag.address(), tag.type(), tag.unit()).strip();
    }
}
