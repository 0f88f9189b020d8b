package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Facts, one below the other. Lines whose kind did not change are updated in place, so that it
/// can follow a gateway without being built anew.
public final class FactSheet extends VBox {

    private final List<String> kinds = new ArrayList<>();
    private final List<Consumer<Fact>> updaters = new ArrayList<>();

    public FactSheet() {
        setSpacing(5);
        setFillWidth(true);
    }

    public void show(List<Fact> facts) {
        List<String> wanted = facts.stream().map(Fact::kind).toList();
        if (!wanted.equals(kinds)) {
            rebuild(facts, wanted);
        }
        for (int i = 0; i < facts.size(); i++) {
            updaters.get(i).accept(facts.get(i));
        }
    }

    private void rebuild(List<Fact> facts, List<String> wanted) {
        kinds.clear();
        kinds.addAll(wanted);
        updaters.clear();
        List<Node> nodes = new ArrayList<>();
        for (Fact fact : facts) {
            nodes.add(line(fact));
        }
        getChildren().setAll(nodes);
    }

    private Node line(Fact fact) {
        return switch (fact) {
            case Fact.Heading _ -> heading();
            case Fact.State _ -> state();
            case Fact.Section(String text) -> section(text);
            case Fact.Pair pair -> pair(pair);
            case Fact.Prose prose -> prose(prose);
            case Fact.Bar _ -> bar();
            case Fact.Act(String label, Runnable act) -> {
                updaters.add(_ -> {});
                yield Parts.button(label, act);
            }
        };
    }

    private Node heading() {
        Label label = Parts.prose("", "fp-title");
        updaters.add(fact -> label.setText(((Fact.Heading) fact).text()));
        return label;
    }

    private Node state() {
        Label label = Parts.prose("", "fp-muted");
        String[] worn = {"fp-muted"};
        updaters.add(
                fact -> {
                    StateText state = ((Fact.State) fact).state();
                    Parts.restyle(label, worn[0], state.mark().textClass());
                    worn[0] = state.mark().textClass();
                    label.setText(state.text());
                });
        return label;
    }

    private Node section(String text) {
        Label label = Parts.label(text, "fp-section");
        label.setStyle("-fx-padding: 12 0 2 0;");
        updaters.add(_ -> {});
        return label;
    }

    private Node pair(Fact.Pair pair) {
        Label name = Parts.prose(pair.name(), "fp-muted", "fp-fact-name");
        Label value = pair.live() ? Parts.prose("", "fp-value") : Parts.prose("");
        HBox row = new HBox(6, name, value);
        row.setMinHeight(Region.USE_PREF_SIZE);
        updaters.add(fact -> value.setText(((Fact.Pair) fact).value()));
        return row;
    }

    private Node prose(Fact.Prose prose) {
        Label label = prose.muted() ? Parts.prose("", "fp-muted") : Parts.prose("");
        updaters.add(fact -> label.setText(((Fact.Prose) fact).text()));
        return label;
    }

    private Node bar() {
        BulletBar bar = new BulletBar();
        bar.setPrefHeight(18);
        bar.setMaxWidth(Double.MAX_VALUE);
        updaters.add(
                fact -> {
                    Fact.Bar shown = (Fact.Bar) fact;
                    bar.show(shown.share(), shown.text());
                });
        return bar;
    }
}
