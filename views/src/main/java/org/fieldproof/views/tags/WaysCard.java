package org.fieldproof.views.tags;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.ReadingFinder.Found;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.tags.WaysSeen.Place;
import org.fieldproof.views.tags.WaysSeen.Row;
import org.jspecify.annotations.Nullable;

/// Beside a tag of bare registers: what does the device show? Reads them, and offers the types and
/// scales that give just that, to be taken into the draft as one edit. FX thread.
public final class WaysCard extends VBox {
    private static final String TYPE = TagColumn.TYPE.title();
    private static final String SCALE = TagColumn.SCALE.title();

    private final DraftSession session;
    private final Texts texts;
    private final PartRef connection;
    private final FieldPath tag;
    private final String id;
    private final TextField shows = new TextField();
    private final Button read;
    private final Label status = Parts.prose("", "fp-muted", "fp-small");
    private final VBox below = new VBox(2);
    private final WaysSeen seen = new WaysSeen();
    private List<Row> rows = List.of();

    /// Where what is shown was read; null before that, and when it says nothing of this tag.
    private @Nullable Place asked;

    /// Whether an answer is still to come.
    private boolean reading;

    /// @param tag where it stands in the connection
    public WaysCard(DraftSession session, Texts texts, PartRef connection, FieldPath tag) {
        this.session = session;
        this.texts = texts;
        this.connection = connection;
        this.tag = tag;
        id = "ways-" + tag.steps().getLast();
        shows.setId(id + "-shows");
        shows.setPromptText(texts.get("tags.ways.prompt"));
        shows.setAccessibleHelp(texts.get("tags.ways.help"));
        shows.setOnAction(_ -> read());
        shows.setStyle("-fx-pref-width: 9em;");
        read = Parts.button(texts.get("tags.ways.read"), this::read);
        read.setId(id + "-read");
        Label name = Parts.label(texts.get("tags.ways.shows"), "fp-field-name");
        name.setLabelFor(shows);
        setSpacing(3);
        getStyleClass().add("fp-nested");
        getChildren().addAll(name, Parts.row(shows, Parts.telling(read)), status, below);
        status.managedProperty().bind(status.visibleProperty());
        say(texts.get("tags.ways.help"));
        refresh();
    }

    /// The draft has changed, perhaps: what was read at another address, or of the connection as it
    /// was then, says nothing of this one.
    public void refresh() {
        String address = address();
        shows.setAccessibleText(texts.get("tags.ways.name", text(TagColumn.NAME)));
        Parts.hinder(read, address.isEmpty() ? texts.get("tags.ways.unaddressed") : "");
        if (asked != null && !asked.equals(place())) {
            forget();
            say(texts.get("tags.ways.help"));
        }
        mark();
    }

    private void forget() {
        asked = null;
        rows = List.of();
        below.getChildren().clear();
    }

    private Optional<Group> written() {
        return session.model()
                .part(connection)
                .flatMap(tag::in)
                .filter(Group.class::isInstance)
                .map(Group.class::cast);
    }

    private String text(TagColumn column) {
        return written().map(group -> group.text(column.title())).orElse("");
    }

    private String address() {
        return text(TagColumn.ADDRESS).strip();
    }

    private Place place() {
        return Place.of(session.model().part(connection).orElse(Group.EMPTY), address());
    }

    private void read() {
        // One at a time; the button stays as it is, since one that is disabled loses the focus.
        if (reading) {
            return;
        }
        Optional<BigDecimal> shown = number(shows.getText());
        String address = address();
        if (address.isEmpty() || shown.isEmpty()) {
            say(texts.get(address.isEmpty() ? "tags.ways.address" : "tags.ways.number"));
            return;
        }
        forget();
        Place place = place();
        String display = shows.getText().strip();
        asked = place;
        reading = true;
        say(texts.get("tags.ways.reading"));
        refresh();
        session.ways(
                connection.id(), address, shown.get(), outcome -> told(place, display, outcome));
    }

    /// As people of both languages write it.
    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip().replace(',', '.')))
                    .filter(ReadingFinder::canBeShown);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void told(Place place, String display, Outcome outcome) {
        reading = false;
        if (place.equals(asked)) {
            show(place, display, outcome);
        }
        refresh();
    }

    private void show(Place place, String display, Outcome outcome) {
        read.setText(texts.get("tags.ways.again"));
        switch (outcome) {
            case Outcome.WaysFound(Found(String raw, List<Way> ways)) -> {
                rows = seen.take(place, ways);
                say(
                        texts.get(
                                ways.isEmpty() ? "tags.ways.nothing" : "tags.ways.found",
                                raw,
                                display));
                List<Button> buttons = new ArrayList<>();
                for (Row row : rows) {
                    buttons.add(button(row, buttons.size()));
                }
                below.getChildren().setAll(buttons);
            }
            case Outcome.Refused(var why) -> {
                status.setVisible(false);
                below.getChildren().setAll(new ProblemCard(why));
            }
            default -> throw new IllegalStateException("a reading answers " + outcome);
        }
    }

    private Button button(Row row, int number) {
        Button button = Parts.button("", () -> take(row.way()), "fp-flat", "fp-mono");
        button.setId(id + "-take-" + number);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setWrapText(true);
        return button;
    }

    /// What each way gives, and which one the tag has.
    private void mark() {
        for (int i = 0; i < rows.size(); i++) {
            if (below.getChildren().get(i) instanceof Button button) {
                button.setText(words(rows.get(i)));
                button.setAccessibleText(texts.get("tags.ways.take", button.getText()));
            }
        }
    }

    private String words(Row row) {
        Way way = row.way();
        String scaled =
                way.scale().compareTo(BigDecimal.ONE) == 0
                        ? way.type()
                        : way.type() + " × " + way.scale().toPlainString();
        String words = scaled + " = " + way.value().toPlainString();
        if (row.readings() > 1) {
            words += " · " + texts.get("tags.ways.fitted", row.fitted(), row.readings());
        }
        return has(way) ? "✓ " + words + " · " + texts.get("tags.ways.has") : words;
    }

    private boolean has(Way way) {
        String scale = text(TagColumn.SCALE);
        return text(TagColumn.TYPE).equals(way.type())
                && number(scale.isEmpty() ? "1" : scale)
                        .filter(present -> present.compareTo(way.scale()) == 0)
                        .isPresent()
                && text(TagColumn.OFFSET).isEmpty()
                && text(TagColumn.SQUARE_ROOT).isEmpty();
    }

    /// The tag gives what the display shows from then on: what else would scale it goes. Its limits
    /// stay; they say what is believed, not how it is read.
    private void take(Way way) {
        session.edit(
                texts.get("tags.ways.edit", text(TagColumn.NAME), way.type()),
                draft -> taken(draft, way));
        refresh();
    }

    private ProjectDraft taken(ProjectDraft draft, Way way) {
        boolean plain = way.scale().compareTo(BigDecimal.ONE) == 0;
        ProjectDraft next =
                DraftEdits.set(draft, connection, tag.then(TYPE), Text.plain(way.type()));
        next =
                DraftEdits.set(
                        next,
                        connection,
                        tag.then(SCALE),
                        plain ? null : Text.plain(way.scale().toPlainString()));
        for (TagColumn other : List.of(TagColumn.OFFSET, TagColumn.SQUARE_ROOT)) {
            next = DraftEdits.set(next, connection, tag.then(other.title()), null);
        }
        return next;
    }

    private void say(String words) {
        status.setText(words);
        status.setVisible(true);
    }
}
