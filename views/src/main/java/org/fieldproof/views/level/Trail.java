package org.fieldproof.views.level;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.control.Parts;

/// The way to where one is: the project and the sub-pipelines around; a press leads back.
public final class Trail extends HBox {
    private final String name;
    private final Consumer<String> go;
    private List<String> shown = List.of();

    /// @param name what the ids of its steps begin with
    public Trail(String name, Consumer<String> go) {
        super(6);
        this.name = name;
        this.go = go;
        setId(name);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("fp-trail");
        setMinWidth(0);
    }

    public void show(String project, SubPipelines subs, String level) {
        List<String> names = new ArrayList<>(List.of(project));
        List<String> levels = new ArrayList<>(List.of(SubPipelines.TOP));
        for (String id : subs.path(level)) {
            names.add(subs.sub(id).map(PartGroup::title).orElse(id));
            levels.add(id);
        }
        List<String> whole = new ArrayList<>(levels);
        whole.addAll(names);
        if (whole.equals(shown)) {
            return;
        }
        shown = whole;
        List<Node> steps = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                steps.add(Parts.label("›", "fp-muted"));
            }
            boolean last = i == names.size() - 1;
            String target = levels.get(i);
            if (last) {
                Label here = Parts.givingWay(new Label(names.get(i)));
                here.getStyleClass().add(i == 0 ? "fp-muted" : "fp-strong");
                here.setId(name + "-here");
                steps.add(here);
            } else {
                Hyperlink link = new Hyperlink(names.get(i));
                link.setId(name + "-" + i);
                link.setMinWidth(0);
                link.setVisited(false);
                link.setOnAction(event -> go.accept(target));
                steps.add(link);
            }
        }
        getChildren().setAll(steps);
    }
}
