package org.fieldproof.views.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// The payload of a quarantined record, as text or in digits; and the place to change it, under
/// the record's own identity. FX thread.
final class PayloadPanel extends VBox {
    private final Desk desk;
    private final BiConsumer<QuarantinedRecord, byte[]> save;
    private final TextArea area = new TextArea();
    private final ToggleButton hex = new ToggleButton();
    private final ToggleButton original = new ToggleButton();
    private final Label remark = Parts.prose("", "fp-muted");
    private final Button edit;
    private final Button keep;
    private final Button cancel;
    private @Nullable QuarantinedRecord record;
    private boolean editing;
    private String hindrance = "";

    /// @param save what becomes of a changed payload
    PayloadPanel(Desk desk, BiConsumer<QuarantinedRecord, byte[]> save) {
        super(6);
        this.desk = desk;
        this.save = save;
        area.setId("quarantine-payload");
        area.getStyleClass().add("fp-mono");
        area.setWrapText(true);
        area.setEditable(false);
        area.setMinHeight(70);
        area.setPrefRowCount(8);
        VBox.setVgrow(area, Priority.ALWAYS);
        toggle(hex, "hex");
        toggle(original, "original");
        edit = button("edit", this::begin);
        keep = button("keep", this::keep, "fp-primary");
        cancel = button("cancel", this::end);
        getChildren()
                .addAll(
                        Parts.row(
                                Parts.label(desk.text("quarantine.payload.title"), "fp-section"),
                                Parts.spring(),
                                Parts.telling(original),
                                Parts.telling(hex)),
                        area,
                        remark,
                        Parts.row(Parts.telling(edit), Parts.telling(keep), cancel));
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        draw();
    }

    private void toggle(ToggleButton button, String name) {
        button.setText(desk.text("quarantine.payload." + name));
        button.setId("quarantine-" + name);
        button.setOnAction(event -> draw());
    }

    private Button button(String name, Runnable act, String... styleClasses) {
        Button button = Parts.button(desk.text("quarantine.payload." + name), act, styleClasses);
        button.setId("quarantine-payload-" + name);
        return button;
    }

    private void key(KeyEvent event) {
        if (editing && event.getCode() == KeyCode.ESCAPE) {
            end();
            event.consume();
        } else if (editing && event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            keep();
            event.consume();
        }
    }

    /// Shows a record; one that is being changed stays until that is over.
    void show(Optional<QuarantinedRecord> next) {
        @Nullable QuarantinedRecord wanted = next.orElse(null);
        boolean same = seq(wanted) == seq(record);
        if (editing && same) {
            return;
        }
        editing = false;
        if (!same) {
            original.setSelected(false);
            hex.setSelected(wanted != null && !PayloadText.isText(wanted.record().payload()));
        }
        record = wanted;
        draw();
    }

    /// Whether anything may be changed now; what was begun waits for it.
    ///
    /// @param why it may not; empty if it may
    void allow(String why) {
        if (!hindrance.equals(why)) {
            hindrance = why;
            Parts.hinder(keep, why);
            if (!editing) {
                draw();
            }
        }
    }

    private static long seq(@Nullable QuarantinedRecord record) {
        return record == null ? 0 : record.record().seq();
    }

    private void draw() {
        @Nullable QuarantinedRecord present = record;
        Outcome.@Nullable Edit changed = present == null ? null : present.edit();
        byte[] payload =
                present == null
                        ? new byte[0]
                        : changed != null && original.isSelected()
                                ? changed.original()
                                : present.record().payload();
        boolean text = PayloadText.isText(payload);
        boolean whole = payload.length <= PayloadText.SHOWN_MAX;
        String shown = hex.isSelected() ? PayloadText.hex(payload) : PayloadText.text(payload);
        if (!shown.equals(area.getText())) {
            area.setText(shown);
        }
        area.setEditable(false);
        String size =
                !whole
                        ? "quarantine.payload.sizeCut"
                        : text ? "quarantine.payload.size" : "quarantine.payload.sizeBinary";
        remark.setText(
                present == null ? "" : desk.text(size, desk.figures().count(payload.length)));
        String none = present == null ? desk.text("quarantine.payload.none") : "";
        Parts.hinder(hex, none);
        see(original, changed != null);
        String fixed =
                changed != null && original.isSelected()
                        ? desk.text("quarantine.payload.fixed")
                        : !whole
                                ? desk.text("quarantine.payload.cut")
                                : !text && !hex.isSelected()
                                        ? desk.text("quarantine.payload.binary")
                                        : "";
        String why = hindrance.isEmpty() ? none : hindrance;
        Parts.hinder(edit, why.isEmpty() ? fixed : why);
        see(edit, true);
        see(keep, false);
        see(cancel, false);
    }

    private static void see(Node node, boolean seen) {
        node.setVisible(seen);
        node.setManaged(seen);
    }

    /// Lets the payload be changed, if it may.
    void begin() {
        if (edit.isDisabled()) {
            return;
        }
        editing = true;
        area.setEditable(true);
        Parts.hinder(hex, desk.text("quarantine.payload.changing"));
        Parts.hinder(original, desk.text("quarantine.payload.changing"));
        remark.setText(desk.text("quarantine.payload.identity"));
        see(edit, false);
        see(keep, true);
        see(cancel, true);
        area.requestFocus();
        area.positionCaret(0);
    }

    private void keep() {
        @Nullable QuarantinedRecord present = record;
        if (!editing || !hindrance.isEmpty() || present == null) {
            return;
        }
        Optional<byte[]> payload =
                hex.isSelected()
                        ? PayloadText.ofHex(area.getText())
                        : Optional.of(area.getText().getBytes(StandardCharsets.UTF_8));
        if (payload.isEmpty()) {
            remark.setText(desk.text("quarantine.payload.noHex"));
            area.requestFocus();
            return;
        }
        end();
        if (!Arrays.equals(payload.get(), present.record().payload())) {
            save.accept(present, payload.get());
        }
    }

    private void end() {
        editing = false;
        Parts.hinder(original, "");
        draw();
        edit.requestFocus();
    }
}
