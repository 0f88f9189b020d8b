package org.fieldproof.views.settings;

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
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;

/// Who we are, whom connectors believe and whom they refused, and the acts that change that. To
/// believe somebody takes Commission mode and a look at both thumbprints. FX thread.
final class CertificatesCard extends VBox {
    private static final double TABLE_HEIGHT = 190;

    private final Desk desk;
    private final CertificateRows rows;
    private final RowTable<KeptCertificate> table;
    private final Label unread = Parts.prose("", "fp-muted", "fp-small");
    private final Label prints = Parts.prose("", "fp-mono", "fp-small");
    private final AskRow ask;
    private final Button trust;
    private final Button distrust;
    private final Button export;

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
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> chosen());
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
        getChildren().addAll(desk.filtered(table, "certificates"), prints, acts, ask, unread);
        sceneProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is != null) {
                                look();
                            }
                        });
        render(List.of(), 0);
    }

    private Button act(String name, Runnable act) {
        Button button = Parts.button(desk.text("settings.certificates." + name), act);
        button.setId("certificates-" + name);
        return button;
    }

    /// Reads anew. Where no gateway runs there is nothing to list, which is no fault.
    void look() {
        desk.commands()
                .ask(
                        new Command.ListCertificates(),
                        outcome -> {
                            if (outcome
                                    instanceof Outcome.CertificatesListed(var found, var broken)) {
                                render(found, broken.size());
                            } else {
                                render(List.of(), 0);
                            }
                        });
    }

    private void render(List<KeptCertificate> found, int broken) {
        table.update(found);
        unread.setText(broken == 0 ? "" : desk.text("settings.certificates.unread", broken));
        unread.setVisible(broken > 0);
        unread.setManaged(broken > 0);
        chosen();
    }

    /// What can be done with the chosen one now.
    void chosen() {
        Optional<KeptCertificate> one = table.selected();
        ask.close();
        prints.setText(one.map(rows::prints).orElse(""));
        prints.setVisible(one.isPresent());
        prints.setManaged(one.isPresent());
        hinder();
    }

    /// The reasons, which change with the mode as well.
    void hinder() {
        Optional<KeptCertificate> one = table.selected();
        Parts.hinder(trust, rows.hindrance(one, CertificateRole.REJECTED));
        Parts.hinder(distrust, rows.hindrance(one, CertificateRole.TRUSTED));
        Parts.hinder(
                export, one.isPresent() ? "" : desk.text("settings.certificates.off.unchosen"));
    }

    /// One of the same name is believed already: a new certificate, or somebody who poses as it.
    private void askTrust() {
        boolean changed =
                table.selected()
                        .map(one -> CertificateRows.replaces(one, table.getItems()))
                        .orElse(false);
        ask(
                changed ? "changed" : "trust",
                one -> new Command.TrustCertificate(one.connector(), one.sha256()));
    }

    private void askDistrust() {
        ask("distrust", one -> new Command.DistrustCertificate(one.connector(), one.sha256()));
    }

    private interface Act {
        Command.CertificateCommand on(KeptCertificate one);
    }

    private void ask(String name, Act act) {
        table.selected()
                .ifPresent(
                        one ->
                                ask.ask(
                                        desk.text(
                                                "settings.certificates." + name + ".ask",
                                                one.subject(),
                                                one.connector()),
                                        desk.text("settings.certificates." + name + ".sure"),
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
