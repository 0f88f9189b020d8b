package org.fieldproof.views.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Looks;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;

/// How the console looks, what runs, and where everything lies.
public final class SettingsView implements Perspective {

    private static final double SCALES_WIDTH = 500;
    private static final List<Double> SCALES = List.of(0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0);

    private final Desk desk;
    private final SettingsViewModel model;
    private final BorderPane root = new BorderPane();
    private final FactSheet project = new FactSheet();
    private final FactSheet process = new FactSheet();
    private final ToggleGroup themes = new ToggleGroup();
    private final FactSheet about = new FactSheet();
    private final CertificatesCard certificates;
    private final ScrollPane scroll;

    public SettingsView(Desk desk) {
        this.desk = desk;
        model = new SettingsViewModel(desk);
        about.show(model.about());
        VBox looks =
                card(
                        "looks",
                        line("theme", themes()),
                        line("language", languages()),
                        line("time", times()),
                        line("scale", scales()),
                        line("keys", keys()));
        certificates = new CertificatesCard(desk, this::bring);
        VBox secrets = card("secrets", new SecretsCard(desk, this::bring));
        VBox updates = card("updates", new UpdatesCard(desk));
        VBox left = new VBox(10, looks, secrets, updates, card("stored", new StoredCard(desk)));
        VBox right =
                new VBox(
                        10,
                        card("project", project),
                        card("certificates", certificates),
                        card("process", process),
                        card("about", about));
        for (VBox column : List.of(left, right)) {
            column.setPrefWidth(500);
            HBox.setHgrow(column, Priority.ALWAYS);
        }
        HBox columns = new HBox(10, left, right);
        columns.setStyle("-fx-padding: 0 14 12 14;");
        scroll = new ScrollPane(columns);
        scroll.setFitToWidth(true);
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.settings")),
                        new Label(desk.text("settings.head.remark"))));
        root.setCenter(scroll);
    }

    private VBox card(String key, Node... nodes) {
        VBox card = Parts.panel(Parts.label(desk.text("settings.card." + key), "fp-section"));
        card.getChildren().addAll(nodes);
        card.setId("setting-" + key);
        return card;
    }

    private HBox line(String key, Node choice) {
        Label name = Parts.label(desk.text("settings.line." + key), "fp-muted");
        name.setMinWidth(124);
        HBox row = Parts.row(name, choice);
        row.setId("setting-" + key);
        return row;
    }

    private Node themes() {
        HBox row = Parts.row();
        Looks looks = desk.looks();
        ToggleButton system = new ToggleButton(desk.text("settings.theme.system"));
        system.setId("theme-system");
        system.setToggleGroup(themes);
        system.setOnAction(event -> looks.followSystem());
        row.getChildren().add(system);
        for (Theme theme : Theme.values()) {
            ToggleButton button = new ToggleButton(desk.text("settings.theme." + theme.name()));
            button.setId("theme-" + theme.id());
            button.setToggleGroup(themes);
            button.setUserData(theme);
            button.setOnAction(event -> looks.setTheme(theme));
            row.getChildren().add(button);
        }
        return row;
    }

    private Node languages() {
        HBox row = Parts.row();
        for (Locale language : Texts.LANGUAGES) {
            ToggleButton button = new ToggleButton(language.getDisplayLanguage(language));
            button.setId("language-" + language.getLanguage());
            button.setSelected(language.getLanguage().equals(desk.texts().locale().getLanguage()));
            button.setOnAction(event -> desk.looks().setLanguage(language));
            row.getChildren().add(button);
        }
        return row;
    }

    private Node times() {
        HBox row = Parts.row();
        for (boolean local : new boolean[] {false, true}) {
            String name = local ? "local" : "utc";
            ToggleButton button = new ToggleButton(desk.text("settings.time." + name));
            button.setId("time-" + name);
            button.setSelected(desk.looks().localTime() == local);
            button.setOnAction(event -> desk.looks().setLocalTime(local));
            row.getChildren().add(button);
        }
        return row;
    }

    private Node keys() {
        Button open =
                Parts.button(
                        desk.text("settings.keys.open"), () -> desk.navigator().act("shell.keys"));
        open.setId("settings-keys");
        return open;
    }

    private Node scales() {
        ToggleGroup group = new ToggleGroup();
        FlowPane row = new FlowPane(8, 8);
        // In one line, unless text is so large that the column is too narrow.
        row.setPrefWrapLength(SCALES_WIDTH);
        HBox.setHgrow(row, Priority.ALWAYS);
        for (double scale : SCALES) {
            ToggleButton button = new ToggleButton(Math.round(scale * 100) + " %");
            button.setId("scale-" + Math.round(scale * 100));
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setSelected(Math.abs(scale - desk.looks().scale()) < 0.01);
            button.setOnAction(event -> desk.looks().setScale(scale));
            row.getChildren().add(button);
        }
        return row;
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.SETTINGS;
    }

    @Override
    public Node content() {
        return root;
    }

    private void bring(Node part) {
        Parts.scrollTo(scroll, part);
    }

    /// Leads to a line or a card.
    @Override
    public void reveal(String object) {
        Node found = root.lookup("#setting-" + object.substring(object.indexOf('/') + 1));
        if (found != null) {
            bring(found);
            found.lookupAll("*").stream()
                    .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    @Override
    public void show(Frame frame) {
        Optional<Theme> chosen =
                desk.looks().followsSystem() ? Optional.empty() : Optional.of(desk.looks().theme());
        themes.getToggles().stream()
                .filter(each -> chosen.equals(Optional.ofNullable(each.getUserData())))
                .forEach(themes::selectToggle);
        certificates.show(frame);
        project.show(model.project(frame));
        process.show(model.process(frame));
    }
}
