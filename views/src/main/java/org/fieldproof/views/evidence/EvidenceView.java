package org.fieldproof.views.evidence;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;

/// What drills found. The page is checked as soon as it is opened.
public final class EvidenceView implements Perspective {

    /// Asks for a file.
    private static final String VERIFY = "verify/";

    /// Compares two files, whose paths stand behind it with a line break between.
    private static final String COMPARE = "compare/";

    private final Desk desk;
    private final EvidenceViewModel model;
    private final BorderPane root = new BorderPane();
    private final RowTable<EvidenceRow> list;
    private final StackPane place = new StackPane();
    private final CompareActs compareActs;
    private String shownFile = "";
    private boolean readable = true;

    public EvidenceView(Desk desk) {
        this.desk = desk;
        model = new EvidenceViewModel(desk);
        list =
                new RowTable<EvidenceRow>(EvidenceRow::file, desk.text("evidence.list.empty"))
                        .mono(desk.text("evidence.list.time"), 108, EvidenceRow::time)
                        .named("time", Measure.CLOCK)
                        .text(desk.text("evidence.list.drill"), 150, EvidenceRow::drill)
                        .named("drill")
                        .state(desk.text("evidence.list.verdict"), 104, EvidenceRow::verdict)
                        .named("verdict");
        list.setId("evidence-list");
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is != null && !list.isUpdating()) {
                                read(is.file());
                            }
                        });
        Button verify = Parts.button(desk.text("evidence.verify.button"), this::verifyFile);
        verify.setId("evidence-verify");
        Label title = Parts.label(desk.text("shell.perspective.evidence"), "fp-title");
        compareActs = new CompareActs(desk, list, this::compare);
        FlowPane acts = new FlowPane(8, 8, verify);
        acts.getChildren().addAll(compareActs.nodes());
        VBox left = new VBox(10, title, desk.filter(list, "evidence"), list, acts);
        compareActs.intoMenu();
        list.onClick(row -> read(row.file()));
        left.getStyleClass().addAll("fp-panel", "fp-padded");
        VBox.setVgrow(list, Priority.ALWAYS);
        left.setStyle("-fx-pref-width: 30em; -fx-min-width: 21.5em;");
        BorderPane.setMargin(left, new Insets(10, 10, 12, 14));
        ScrollPane scroll = new ScrollPane(place);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        BorderPane.setMargin(scroll, new Insets(10, 14, 12, 0));
        place.getChildren().setAll(Parts.prose(desk.text("evidence.page.none"), "fp-muted"));
        root.setLeft(left);
        root.setCenter(scroll);
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.EVIDENCE;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public void reveal(String object) {
        if (object.equals(VERIFY)) {
            verifyFile();
            return;
        }
        if (object.startsWith(COMPARE)) {
            String[] two = object.substring(COMPARE.length()).split("\n", 2);
            compare(two[0], two[two.length - 1]);
            return;
        }
        String file = object.substring(object.indexOf('/') + 1);
        desk.pulse().frame().ifPresent(this::show);
        list.reveal(file);
        read(file);
    }

    @Override
    public void show(Frame frame) {
        List<EvidenceRow> rows = model.list(frame.snapshot().drills(), frame.now());
        list.update(rows);
        if (shownFile.isEmpty() && !rows.isEmpty()) {
            list.select(rows.getFirst().file());
        }
        compareActs.follow();
    }

    @Override
    public List<Action> actions() {
        return compareActs.actions();
    }

    /// Whichever was earlier is the base. What is not answered yet is not waited for by who looks
    /// at something else meanwhile.
    private void compare(String one, String other) {
        String both = COMPARE + one + "\n" + other;
        shownFile = both;
        readable = true;
        place.getChildren().setAll(Parts.prose(desk.text("evidence.compare.reading"), "fp-muted"));
        desk.commands()
                .send(
                        new Command.CompareEvidence(Path.of(one), Path.of(other)),
                        outcome -> {
                            if (both.equals(shownFile)) {
                                showCompared(outcome);
                            }
                        });
    }

    private void showCompared(Outcome outcome) {
        if (outcome instanceof Outcome.EvidenceCompared(var found)) {
            place.getChildren().setAll(new ComparisonPage(desk, model, found));
        } else if (outcome instanceof Outcome.Refused(var why)) {
            readable = false;
            place.getChildren().setAll(new ProblemCard(why));
        }
    }

    private void read(String file) {
        if (file.equals(shownFile) && readable) {
            return;
        }
        shownFile = file;
        readable = true;
        Path path = Path.of(file);
        desk.commands()
                .send(
                        new Command.ReadEvidence(path),
                        outcome -> {
                            if (file.equals(shownFile)) {
                                showRead(path, outcome);
                            }
                        });
    }

    /// What cannot be read leaves no page of another file, and may be tried again.
    private void showRead(Path path, Outcome outcome) {
        if (outcome instanceof Outcome.EvidenceRead read) {
            Button open = Parts.button(desk.text("evidence.open.button"), () -> openReport(path));
            open.setId("evidence-open");
            PdfMenu pdf =
                    new PdfMenu(
                            desk,
                            "evidence",
                            List.of(new PdfOrder.Source(path, read.sha256())),
                            () -> EvidenceCover.of(desk, model, read.summary()));
            EvidencePage page = new EvidencePage(desk, model, read.summary(), pdf, open);
            place.getChildren().setAll(page);
            desk.commands()
                    .send(new Command.VerifyEvidence(path), checked -> showCheck(page, checked));
        } else if (outcome instanceof Outcome.Refused(var why)) {
            readable = false;
            place.getChildren().setAll(new ProblemCard(why));
        }
    }

    private void showCheck(EvidencePage shown, Outcome outcome) {
        if (outcome instanceof Outcome.EvidenceVerified verified) {
            String findings = String.join("\n", verified.findings());
            shown.showTrust(
                    desk.text(
                            verified.genuine() ? "evidence.trust.genuine" : "evidence.trust.forged",
                            findings),
                    !verified.genuine());
        } else if (outcome instanceof Outcome.Refused(var why)) {
            shown.showTrust(why.message() + " " + why.remedy(), true);
        }
    }

    private void verifyFile() {
        desk.files()
                .file(
                        desk.text("evidence.verify.title"),
                        desk.text("evidence.verify.kind"),
                        List.of("*.zip"))
                .ifPresent(path -> read(path.toString()));
    }

    private void openReport(Path path) {
        desk.commands().await(desk.workspace().showOutside(path), _ -> {});
    }
}
