package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.styles.Icon;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.writing.ArmedChip;
import org.jspecify.annotations.Nullable;

/// Name, project, mode, search, STOP. STOP never moves.
final class TopBar extends HBox {

    private static final int HASH_SHOWN = 8;

    private final Texts texts;
    private final Figures figures;
    private final MainMenu everything;
    private final MenuButton project = new MenuButton();
    private final Button mode = new Button();
    private final Label revision = Parts.givingWay(Parts.label("", "fp-muted"));
    private final Button review = new Button();
    private final Label held = Parts.label("", "fp-held");
    private final Tooltip reviewKeys = new Tooltip();
    private final ArmedChip writing;
    private final GatewayClock clock;
    private final Button search = new Button();
    private final Runnable menu;
    private final boolean away;
    private final Button window = new Button();
    private final Tooltip windowWhy = new Tooltip();
    private final Button stop = new Button();
    private boolean flagged;
    private @Nullable Icon modeIcon;

    /// @param away whether it stands in the window of one page
    TopBar(ShellParts parts, ActionRegistry actions, Consumer<Action> run, boolean away) {
        this.away = away;
        this.texts = parts.texts();
        this.figures = parts.figures();
        clock = parts.clock();
        writing =
                new ArmedChip(texts, figures, () -> actions.find("writing.disarm").ifPresent(run));
        getStyleClass().add("fp-topbar");
        everything = new MainMenu(actions, texts, run);
        Label brand = Parts.label("Fieldproof", "fp-brand");
        brand.setMinWidth(Region.USE_PREF_SIZE);
        project.setId("project-menu");
        project.setMnemonicParsing(false);
        project.setMinWidth(Region.USE_PREF_SIZE);
        menu = () -> fillMenu(parts.workspace(), actions, run);
        project.setOnShowing(event -> menu.run());
        mode.setId("mode");
        mode.setMinWidth(Region.USE_PREF_SIZE);
        mode.setMnemonicParsing(false);
        mode.setOnAction(
                event -> actions.find(flagged ? "go.drills" : "draft.mode").ifPresent(run));
        mode.setTooltip(new Tooltip(texts.get("shell.mode.tooltip")));
        review.setId("review");
        review.setText(texts.get("shell.review.button"));
        review.getStyleClass().add("fp-primary");
        review.setMinWidth(Region.USE_PREF_SIZE);
        review.setOnAction(event -> actions.find("draft.review").ifPresent(run));
        review.setTooltip(reviewKeys);
        review.managedProperty().bind(review.visibleProperty());
        search.setGraphic(Icon.SEARCH.node());
        search.setId("search");
        if (!away) {
            search.getStyleClass().add("fp-search");
        }
        search.setOnAction(event -> actions.find("shell.palette").ifPresent(run));
        stop.setText("■ " + texts.get("shell.stop.button"));
        stop.setId("stop");
        stop.getStyleClass().add("fp-danger");
        stop.setTooltip(new Tooltip(texts.get("shell.stop.tooltip")));
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setOnAction(event -> actions.find("drills.stop").ifPresent(run));
        windowButton(actions, run);
        held.setId("held");
        held.setMinWidth(Region.USE_PREF_SIZE);
        held.managedProperty().bind(held.visibleProperty());
        getChildren()
                .addAll(
                        everything,
                        brand,
                        project,
                        mode,
                        revision,
                        review,
                        writing,
                        Parts.spring(),
                        held,
                        search,
                        Parts.telling(window),
                        Parts.telling(stop));
        if (away) {
            // A narrow window: whatever gives way, STOP does not.
            getChildren().removeAll(brand, project);
            Stream.of(mode, review, held, search, window).forEach(each -> each.setMinWidth(0));
        }
        showNothing();
        keysChanged();
    }

    /// Leads the page into a window of its own, or back.
    private void windowButton(ActionRegistry actions, Consumer<Action> run) {
        window.setId("window");
        window.setTooltip(windowWhy);
        window.setMinWidth(Region.USE_PREF_SIZE);
        window.setOnAction(event -> actions.find("view.window").ifPresent(run));
        if (away) {
            window.setText(texts.get("shell.window.back"));
        } else {
            window.setGraphic(Icon.WINDOW.node());
            window.setAccessibleText(texts.get("shell.window.own"));
        }
    }

    /// Opens the menu of everything.
    void openMenu() {
        everything.show();
    }

    /// Says which keys there are now.
    void keysChanged() {
        menu.run();
        everything.keysChanged();
        String prompt = texts.keyed(texts.get("shell.search.prompt") + "   <<shell.palette>>");
        search.setAccessibleText(prompt);
        search.setText(away ? "" : prompt);
        windowWhy.setText(
                texts.keyed(
                        texts.get(away ? "shell.window.back" : "shell.window.own")
                                + "   <<view.window>>"));
        reviewKeys.setText(texts.keyed("<<draft.review>>"));
    }

    /// As much of a revision's name as tells it from others.
    static String shortened(String hash) {
        return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
    }

    void show(GatewaySnapshot picture, DraftSession draft) {
        project.setText(picture.project());
        String shown = shortened(picture.contentHash());
        boolean dirty = draft.model().isLoaded() && draft.model().dirty();
        revision.setText(
                draft.isApplying()
                        ? texts.get("shell.revision.applying")
                        : dirty
                                ? texts.get(
                                        "shell.revision.draft",
                                        shown,
                                        draft.model().changes().size())
                                : texts.get("shell.revision.text", shown));
        review.setVisible(dirty);
        writing.show(picture, clock.now());
        DrillSnapshot.@Nullable Run run = picture.drills().running();
        DrillSnapshot.@Nullable Armed armed = picture.drills().armed();
        mode.setText(
                run != null
                        ? drill(run)
                        : armed != null
                                ? armed(armed)
                                : texts.get(
                                        draft.isCommissioning()
                                                ? "shell.mode.commissioning"
                                                : "shell.mode.observing"));
        mode.setVisible(true);
        flagged = picture.drills().isUnderWay();
        Icon icon = flagged ? Icon.FLAG : draft.isCommissioning() ? Icon.PENCIL : Icon.EYE;
        if (icon != modeIcon) {
            modeIcon = icon;
            mode.setGraphic(icon.node());
        }
        Parts.hinder(window, "");
        Parts.hinder(stop, flagged ? "" : texts.get("shell.stop.idle"));
    }

    /// Says that figures stand still, and for how long.
    ///
    /// @param millis negative while they do not
    void showFrozen(long millis) {
        held.setVisible(millis >= 0);
        if (millis >= 0) {
            held.setText(texts.get("shell.freeze.held", figures.age(millis / 1000 * 1000)));
        }
    }

    void showNothing() {
        held.setVisible(false);
        writing.setVisible(false);
        project.setText(texts.get("shell.project.none"));
        revision.setText("");
        mode.setVisible(false);
        review.setVisible(false);
        Parts.hinder(window, texts.get("shell.hindrance.noProject"));
        Parts.hinder(stop, texts.get("shell.stop.idle"));
    }

    private String armed(DrillSnapshot.Armed armed) {
        long left = Duration.between(clock.now(), armed.until()).toMillis();
        return texts.get(
                "shell.mode.armed", armed.deviceClass().name(), figures.age(Math.max(1000, left)));
    }

    private String drill(DrillSnapshot.Run run) {
        String phase = texts.get("shell.phase." + run.phase().name());
        return run.remainingMs() < 0
                ? texts.get("shell.mode.running", phase)
                : texts.get(
                        "shell.mode.runningLeft",
                        phase,
                        figures.age(Math.max(1000, run.remainingMs())));
    }

    private void fillMenu(Workspace workspace, ActionRegistry actions, Consumer<Action> run) {
        project.getItems().clear();
        for (String id :
                new String[] {
                    "project.sample", "project.create", "project.open", "project.close"
                }) {
            actions.find(id)
                    .map(action -> new ActionItem(action, texts, run))
                    .ifPresent(project.getItems()::add);
        }
        project.getItems().add(new SeparatorMenuItem());
        for (Path recent : workspace.recentProjects()) {
            actions.find("project.recent." + recent)
                    .map(action -> new ActionItem(action, texts, run))
                    .ifPresent(project.getItems()::add);
        }
    }
}
