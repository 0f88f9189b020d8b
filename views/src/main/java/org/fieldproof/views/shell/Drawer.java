package org.fieldproof.views.shell;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.ProblemSieve;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.filter.Sieve;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// The drawer below: what is wrong, or what happened.
final class Drawer extends BorderPane {

    private static final int EVENTS_KEPT = 500;

    /// What it shows.
    enum Tab {
        PROBLEMS,
        LOG
    }

    private final Texts texts;
    private final Figures figures;
    private final GatewayClock clock;
    private final VBox problems = new VBox();
    private final Sieve<Problem> problemSieve;
    private final FilterBar problemFilter;
    private final FilterBar eventFilter;
    private final RowTable<GatewayEvent> events;
    private final Label title = new Label();
    private final HBox head = new HBox();
    private final ScrollPane scroll = new ScrollPane(problems);
    private final List<GatewayEvent> kept = new ArrayList<>();
    private List<Problem> shownProblems = List.of();
    private @Nullable Tab open;
    private @Nullable Gateway source;
    private long nextSeq = 1;
    private LocalDate today;

    /// A button that opens it.
    static Button opener(Desk desk, String name, Runnable open) {
        Button button = Parts.button(desk.text("shell.drawer." + name), open, "fp-flat");
        button.setId("drawer-" + name);
        return button;
    }

    Drawer(Desk desk, Runnable close) {
        texts = desk.texts();
        figures = desk.figures();
        clock = desk.clock();
        today = figures.dayOf(clock.now());
        getStyleClass().add("fp-drawer");
        setId("drawer");
        scroll.setFitToWidth(true);
        title.getStyleClass().add("fp-strong");
        title.setMinWidth(USE_PREF_SIZE);
        head.getChildren()
                .addAll(
                        title,
                        Parts.spring(),
                        Parts.button(texts.get("shell.drawer.close"), close, "fp-flat"));
        head.getStyleClass().add("fp-drawer-head");
        setTop(head);
        events =
                new RowTable<GatewayEvent>(
                                event -> Long.toString(event.seq()), texts.get("shell.log.empty"))
                        .right(texts.get("shell.log.seq"), 60, e -> figures.count(e.seq()))
                        .named("seq", Measure.NUMBER)
                        .mono(texts.get("shell.log.time"), 120, this::time)
                        .named("time", Measure.CLOCK)
                        .state(texts.get("shell.log.level"), 90, this::level)
                        .named("level")
                        .mono(texts.get("shell.log.code"), 90, GatewayEvent::code)
                        .named("code")
                        .text(texts.get("shell.log.object"), 160, GatewayEvent::object)
                        .named("object")
                        .text(texts.get("shell.log.message"), 600, GatewayEvent::message)
                        .named("message");
        events.setId("event-log");
        eventFilter = desk.filter(events, "log");
        problemSieve = ProblemSieve.of(texts, Function.identity());
        problemSieve.onChanged(this::showCards);
        problemFilter =
                new FilterBar(
                        Optional.of(desk.workspace()),
                        texts,
                        figures,
                        problemSieve,
                        problems,
                        "problems");
        setPrefHeight(210);
        setMinHeight(120);
        show(null);
    }

    void show(@Nullable Tab tab) {
        open = tab;
        setVisible(tab != null);
        setManaged(tab != null);
        if (tab == Tab.PROBLEMS) {
            title.setText(texts.get("shell.drawer.problems"));
            setCenter(scroll);
            swapFilter(problemFilter);
        } else if (tab == Tab.LOG) {
            title.setText(texts.get("shell.drawer.log"));
            setCenter(events);
            swapFilter(eventFilter);
        }
    }

    void toggle(Tab tab) {
        show(open == tab ? null : tab);
    }

    boolean shows(Tab tab) {
        return open == tab;
    }

    void showProblems(List<Problem> now) {
        if (open != Tab.PROBLEMS
                || (now.equals(shownProblems) && !problems.getChildren().isEmpty())) {
            return;
        }
        shownProblems = List.copyOf(now);
        showCards();
    }

    private void showCards() {
        List<Node> cards = new ArrayList<>();
        problemSieve.keep(shownProblems).forEach(problem -> cards.add(new ProblemCard(problem)));
        if (cards.isEmpty()) {
            Label none =
                    Parts.label(
                            shownProblems.isEmpty()
                                    ? texts.get("shell.problems.none")
                                    : problemFilter.hidden(),
                            "fp-muted");
            VBox box = new VBox(none);
            box.getStyleClass().add("fp-problem");
            cards.add(box);
        }
        problems.getChildren().setAll(cards);
    }

    private String time(GatewayEvent event) {
        return figures.timeMillis(event.time(), clock.now());
    }

    /// What was of today is of yesterday.
    private void turnDay() {
        LocalDate now = figures.dayOf(clock.now());
        if (!now.equals(today)) {
            today = now;
            events.refresh();
        }
    }

    /// Takes in what happened since the last call; newest first.
    void follow(Gateway gateway) {
        if (!gateway.equals(source)) {
            source = gateway;
            kept.clear();
            nextSeq = 1;
            events.update(kept);
            eventFilter.recall();
            events.recallLook();
            problemFilter.recall();
        }
        if (open != Tab.LOG) {
            return;
        }
        turnDay();
        EventPage page = gateway.events(nextSeq, EVENTS_KEPT);
        if (page.events().isEmpty()) {
            return;
        }
        nextSeq = page.events().getLast().seq() + 1;
        for (GatewayEvent event : page.events()) {
            kept.addFirst(event);
        }
        while (kept.size() > EVENTS_KEPT) {
            kept.removeLast();
        }
        events.update(kept);
    }

    /// Puts a list's filter into the head.
    private void swapFilter(FilterBar filter) {
        head.getChildren().set(1, filter);
    }

    private StateText level(GatewayEvent event) {
        String words = texts.get("shell.level." + event.level().name());
        return switch (event.level()) {
            case INFO -> new StateText(Mark.OFF, words);
            case WARNING -> new StateText(Mark.LOW, words);
            case ERROR -> new StateText(Mark.HIGH, words);
            case AUDIT -> new StateText(Mark.NOTE, words);
        };
    }
}
