package org.fieldproof.views.help;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.fieldproof.styles.Icon;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// A page of help beside what it explains, with search and a way back. FX thread.
public final class HelpPane extends BorderPane {

    private static final int HISTORY_MAX = 100;

    private final Texts texts;
    private final HelpLibrary library;
    private final Consumer<String> act;
    private final Runnable closed;
    private final Button back;
    private final TextField search = new TextField();
    private final Label title = Parts.prose("", "fp-title");
    private final VBox page = new VBox(7);
    private final ScrollPane scroll = new ScrollPane(page);
    private final Deque<String> history = new ArrayDeque<>();

    /// What lies ahead of whoever went back.
    private final Deque<String> ahead = new ArrayDeque<>();

    private String shown = "";

    /// @param act does what a page offers, by the id of the action
    /// @param closed told when the pane has been closed
    public HelpPane(Texts texts, HelpLibrary library, Consumer<String> act, Runnable closed) {
        this.act = act;
        this.texts = texts;
        this.library = library;
        this.closed = closed;
        getStyleClass().addAll("fp-inspector", "fp-help");
        setId("help");
        back = Parts.button(texts.get("help.pane.back"), this::back, "fp-flat");
        back.setId("help-back");
        Button close = Parts.button("", this::close, "fp-flat");
        close.setGraphic(Icon.CLOSE.node());
        close.setAccessibleText(texts.get("help.pane.close"));
        close.setId("help-close");
        search.setId("help-search");
        search.setPromptText(texts.get("help.pane.search"));
        search.setAccessibleText(texts.get("help.pane.search"));
        search.textProperty().addListener((property, was, is) -> find(is));
        search.setOnAction(
                event ->
                        library.search(search.getText()).stream()
                                .findFirst()
                                .ifPresent(found -> open(found.id(), "")));
        title.setId("help-title");
        page.getStyleClass().add("fp-help-page");
        back.setVisible(false);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setTop(new VBox(8, Parts.row(back, Parts.spring(), close), search, title));
        setCenter(scroll);
        Leaving.byEscape(this, this::close);
        setVisible(false);
        setManaged(false);
    }

    /// Shows a page and takes the focus.
    ///
    /// @param anchor what of it to bring into sight; empty for its beginning
    public void open(String id, String anchor) {
        if (isVisible() && !shown.isEmpty() && !shown.equals(id)) {
            history.push(shown);
            if (history.size() > HISTORY_MAX) {
                history.removeLast();
            }
            ahead.clear();
        }
        search.clear();
        show(id, anchor);
        setVisible(true);
        setManaged(true);
        search.requestFocus();
    }

    /// Keys have changed: what the page says of them is not so any more.
    public void refresh() {
        library.read();
        if (isVisible() && search.getText().isEmpty()) {
            double at = scroll.getVvalue();
            show(shown, "");
            scroll.setVvalue(at);
        }
    }

    public void close() {
        setVisible(false);
        setManaged(false);
        history.clear();
        ahead.clear();
        closed.run();
    }

    /// From what was looked for to the page before, or from there to the one before it.
    ///
    /// @return false where nobody is reading here
    public boolean backWhereRead() {
        boolean read = isVisible() && isFocusWithin();
        if (read) {
            back();
        }
        return read;
    }

    private void back() {
        if (!search.getText().isEmpty()) {
            search.clear();
        } else if (!history.isEmpty()) {
            ahead.push(shown);
            show(history.pop(), "");
        }
    }

    /// To the page that one went back from.
    ///
    /// @return false where nobody is reading here
    public boolean forthWhereRead() {
        boolean read = isVisible() && isFocusWithin();
        if (read && !ahead.isEmpty()) {
            history.push(shown);
            show(ahead.pop(), "");
        }
        return read;
    }

    private void show(String id, String anchor) {
        shown = id;
        back.setVisible(!history.isEmpty());
        List<Node> nodes = new ArrayList<>();
        HelpPage found = library.page(id).orElse(null);
        title.setText(found == null ? texts.get("help.pane.none") : found.title());
        Node wanted = null;
        if (found != null) {
            for (HelpBlock block : found.blocks()) {
                Node node = node(block);
                if (!anchor.isEmpty() && block.anchor().equals(anchor)) {
                    node.getStyleClass().add("fp-help-wanted");
                    wanted = node;
                }
                nodes.add(node);
            }
        }
        nodes.add(contents());
        page.getChildren().setAll(nodes);
        bringIntoSight(wanted);
    }

    /// The way to every page that is written by hand.
    private Node contents() {
        VBox links = new VBox(1, Parts.label(texts.get("help.pane.contents"), "fp-section"));
        links.setStyle("-fx-padding: 16 0 0 0;");
        for (HelpPage each : library.pages()) {
            if (!each.id().startsWith("problem/") && !each.id().startsWith("part/")) {
                links.getChildren().add(link(each.title(), each.id()));
            }
        }
        return links;
    }

    private void find(String words) {
        if (words.isBlank()) {
            show(shown, "");
            return;
        }
        List<HelpPage> found = library.search(words);
        back.setVisible(true);
        title.setText(texts.get("help.pane.found", found.size()));
        List<Node> nodes = new ArrayList<>();
        for (HelpPage each : found) {
            nodes.add(link(each.title(), each.id()));
            if (!each.blocks().isEmpty()) {
                nodes.add(Parts.prose(firstProse(each), "fp-muted", "fp-small"));
            }
        }
        page.getChildren().setAll(nodes);
        scroll.setVvalue(0);
    }

    private static String firstProse(HelpPage page) {
        return page.blocks().stream()
                .filter(block -> block.kind() == HelpBlock.Kind.PROSE)
                .map(HelpBlock::text)
                .findFirst()
                .orElse("");
    }

    private Node node(HelpBlock block) {
        if (block.kind() == HelpBlock.Kind.HEADING) {
            Label heading = Parts.prose(block.text(), "fp-strong");
            heading.setStyle("-fx-padding: 8 0 0 0;");
            return heading;
        }
        TextFlow flow = new TextFlow();
        if (block.kind() == HelpBlock.Kind.ITEM) {
            flow.getStyleClass().add("fp-help-item");
        }
        for (HelpSpan span : block.spans()) {
            flow.getChildren().add(letters(span));
        }
        return flow;
    }

    private Node letters(HelpSpan span) {
        if (span.kind() == HelpSpan.Kind.LINK) {
            return link(span.text(), span.target());
        }
        Text text = new Text(span.text());
        switch (span.kind()) {
            case STRONG, NAME -> text.getStyleClass().add("fp-help-strong");
            case CODE -> text.getStyleClass().add("fp-help-code");
            case PLAIN, LINK -> {}
        }
        return text;
    }

    private Hyperlink link(String text, String target) {
        Hyperlink link = new Hyperlink(text);
        link.getStyleClass().add("fp-help-link");
        link.setOnAction(
                event -> {
                    if (target.startsWith(HelpLibrary.ACT)) {
                        act.accept(target.substring(HelpLibrary.ACT.length()));
                    } else {
                        open(target, "");
                    }
                });
        return link;
    }

    private void bringIntoSight(javafx.scene.@org.jspecify.annotations.Nullable Node wanted) {
        if (wanted == null) {
            scroll.setVvalue(0);
        } else {
            Parts.scrollTo(scroll, wanted);
        }
    }
}
