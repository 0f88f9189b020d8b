package org.fieldproof.views.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.report.Paper;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.views.perspective.Desk;

/// Writes a page of evidence as PDF, for A4 or Letter. FX thread.
final class PdfMenu extends MenuButton {
    private final Desk desk;
    private final String name;
    private final List<Path> sources;
    private final Supplier<PdfOrder.Content> content;

    /// @param name what the file's name begins with
    /// @param content made when it is asked for
    PdfMenu(Desk desk, String name, List<Path> sources, Supplier<PdfOrder.Content> content) {
        this.desk = desk;
        this.name = name;
        this.sources = sources;
        this.content = content;
        setText(desk.text("evidence.pdf.button"));
        setId(name + "-pdf");
        setMinWidth(Region.USE_PREF_SIZE);
        for (Paper paper : Paper.values()) {
            MenuItem item = new MenuItem(desk.text("evidence.pdf." + paper));
            item.setId(name + "-pdf-" + paper);
            item.setOnAction(event -> print(paper));
            getItems().add(item);
        }
    }

    private void print(Paper paper) {
        PdfOrder.Content wanted = content.get();
        desk.files()
                .save(desk.text("export.file.title"), name + ".pdf")
                .ifPresent(to -> print(wanted, paper, to));
    }

    private void print(PdfOrder.Content wanted, Paper paper, Path to) {
        PdfOrder order = new PdfOrder(wanted, sources, words(), paper, to);
        desk.commands()
                .await(
                        desk.workspace().print(order),
                        outcome -> {
                            if (outcome instanceof Outcome.Done(String file)) {
                                desk.toasts().show(desk.text("export.file.done", file));
                            }
                        });
    }

    private PdfOrder.Words words() {
        return new PdfOrder.Words(
                desk.text("evidence.pdf.notice"),
                desk.text("evidence.pdf.page"),
                desk.text("evidence.pdf.source"),
                desk.text("evidence.pdf.forged"));
    }
}
