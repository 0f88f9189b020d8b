package org.fieldproof.views.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.pki.CertificateRole;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;

/// Who we are, whom connectors believe and whom they refused, and the acts that change that. To
/// believe somebody takes Commission mode and a look at both thumbprints. FX thread.
final class CertificatesCard extends VBox {
    private static final double TABLE_HEIGHT = 190;

    /// How soon it is seen that a connector has refused somebody.
    private static final Duration AFRESH = Duration.ofSeconds(5);

    private final Desk desk;
    private final CertificateRows rows;
    private final RowTable<KeptCertificate> table;
    private final Label unread = Parts.prose("", "fp-muted", "fp-small");
    private final Label prints = Parts.prose("", "fp-mono", "fp-small");
    private final AskRow ask;
    private final Button trust;
    private final Button distrust;
    private final Button export;
    private final VBox wrong = new VBox();

    /// All of them, also those that the filter hides.
    private List<KeptCertificate> found = List.of();

    private int broken;
    private Optional<Problem> refused = Optional.empty();

    /// While rows are exchanged the selection comes and goes, and means nothing.
    private boolean refilling;

    private Optional<Instant> looked = Optional.empty();
    private int waitedFor;

    /// @param reveal brings a part of it into sight
    CertificatesCard(Desk desk, Consumer<Node> reveal) {
        super(8);
        this.desk = desk;
        rows = new CertificateRows(desk);
        table =
                new RowTable<>(CertificateRows::id, desk.text("settings.certificates.none"))
                        .text(desk.text("settings.certificates.column.role"), 100, rows::role)
                        .named("role")
                        .text(
                                desk.text("settings.certificates.column.subject"),
                                220,
                                KeptCertificate::subject)
                        .named("subject")
                        .text(desk.text("settings.certificates.column.of"), 110, rows::of)
                        .named("of")
                        .column(
                                desk.text("settings.certificates.column.until"),
                                170,
                                rows::until,
                                rows::urgency,
                                "fp-left")
                        .named("until");
        table.setId("certificates-table");
        table.setPrefHeight(TABLE_HEIGHT);
        table.getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!refilling) {
                                chosen();
                            }
                        });
        prints.setId("certificates-prints");
        ask =
                new AskRow(
                        "certificates",
                        desk.text("settings.certificates.keep"),
                        () -> reveal.accept(prints));
        trust = act("trust", this::askTrust);
        distrust = act("distrust", this::askDistrust);
        export = act("export", this::export);
        FlowPane acts =
                new FlowPane(
                        8, 6, Parts.telling(trust), Parts.telling(distrust), Parts.telling(export));
        getChildren()
                .addAll(desk.filtered(table, "certificates"), prints, acts, ask, unread, wrong);
        sceneProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is != null) {
                                look();
                            }
                        });
        seeUnread();
        chosen();
    }

    private Button act(String name, Runnable act) {
        Button button = Parts.button(desk.text("settings.certificates." + name), act);
        button.setId("certificates-" + name);
        return button;
    }

    /// Reads anew. Where no gateway runs there is nothing to list, which is no fault.
    private void look() {
        looked = desk.pulse().frame().map(Frame::now);
        waitedFor++;
        desk.commands()
                .ask(
                        new Command.ListCertificates(),
                        outcome -> {
                            waitedFor--;
                            take(outcome);
                        });
    }

    private void take(Outcome outcome) {
        Optional<Problem> why = Optional.empty();
        if (outcome instanceof Outcome.CertificatesListed(var listed, var unreadable)) {
            render(listed, unreadable.size());
        } else {
            render(List.of(), 0);
            if (outcome instanceof Outcome.Refused(var problem)
                    && desk.workspace().gateway().isPresent()) {
                why = Optional.of(problem);
            }
        }
        if (!why.equals(refused)) {
            refused = why;
            wrong.getChildren().setAll(why.map(ProblemCard::new).stream().toList());
            String empty = why.isPresent() ? "refused" : "none";
            table.sayEmpty(desk.text("settings.certificates." + empty));
        }
    }

    /// What is chosen stays so, and what is asked of it, unless it goes or is another case now.
    private void render(List<KeptCertificate> next, int unreadable) {
        if (next.equals(found) && unreadable == broken) {
            return;
        }
        Optional<String> was = table.selectedId();
        boolean wasKnown = isOfKnownName();
        found = List.copyOf(next);
        broken = unreadable;
        refilling = true;
        table.update(found);
        refilling = false;
        seeUnread();
        if (!was.equals(table.selectedId()) || wasKnown != isOfKnownName()) {
            chosen();
        }
    }

    private void seeUnread() {
        unread.setText(broken == 0 ? "" : desk.text("settings.certificates.unread", broken));
        unread.setVisible(broken > 0);
        unread.setManaged(broken > 0);
    }

    /// Draws a beat; reads anew now and then, so that who waits for a peer sees it come.
    void show(Frame frame) {
        boolean due =
                looked.map(last -> Duration.between(last, frame.now()).abs())
                        .map(since -> since.compareTo(AFRESH) >= 0)
                        .orElse(true);
        if (getScene() != null && due && waitedFor == 0) {
            look();
        }
        hinder();
    }

    /// What can be done with the chosen one now.
    private void chosen() {
        Optional<KeptCertificate> one = table.selected();
        ask.close();
        prints.setText(one.map(rows::prints).orElse(""));
        prints.setVisible(one.isPresent());
        prints.setManaged(one.isPresent());
        hinder();
    }

    /// The reasons, which change with the mode as well.
    private void hinder() {
        ask.closeIfHindered();
        Optional<KeptCertificate> one = table.selected();
        Parts.hinder(trust, rows.hindrance(one, CertificateRole.REJECTED));
        Parts.hinder(distrust, rows.hindrance(one, CertificateRole.TRUSTED));
        Parts.hinder(
                export, one.isPresent() ? "" : desk.text("settings.certificates.off.unchosen"));
    }

    /// One of the same name is believed already: a new certificate, or somebody who poses as it.
    private boolean isOfKnownName() {
        return table.selected().map(one -> CertificateRows.replaces(one, found)).orElse(false);
    }

    private void askTrust() {
        ask(
                isOfKnownName() ? "changed" : "trust",
                CertificateRole.REJECTED,
                one -> new Command.TrustCertificate(one.connector(), one.sha256()));
    }

    private void askDistrust() {
        ask(
                "distrust",
                CertificateRole.TRUSTED,
                one -> new Command.DistrustCertificate(one.connector(), one.sha256()));
    }

    private interface Act {
        Command.CertificateCommand on(KeptCertificate one);
    }

    private void ask(String name, CertificateRole from, Act act) {
        table.selected()
                .ifPresent(
                        one ->
                                ask.ask(
                                        desk.text(
                                                "settings.certificates." + name + ".ask",
                                                one.subject(),
                                                one.connector()),
                                        desk.text("settings.certificates." + name + ".sure"),
                                        () -> rows.hindrance(table.selected(), from),
                                        () -> send(act.on(one))));
    }

    private void export() {
        table.selected()
                .ifPresent(
                        one ->
                                desk.files()
                                        .save(
                                                desk.text("settings.certificates.export.title"),
                                                CertificateRows.fileName(one))
                                        .ifPresent(
                                                file ->
                                                        send(
                                                                new Command.ExportCertificate(
                                                                        one.sha256(), file))));
    }

    private void send(Command.CertificateCommand command) {
        desk.commands()
                .send(
                        command,
                        outcome -> {
                            if (outcome instanceof Outcome.Done(String message)) {
                                desk.toasts().show(message);
                            }
                            look();
                        });
    }
}
