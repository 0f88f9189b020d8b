package org.fieldproof.views.perspective;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.bridge.CommandSender;
import org.fieldproof.views.bridge.GatewayPulse;
import org.fieldproof.views.control.Crosshair;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.PlotFlag;
import org.fieldproof.views.control.Pointing;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TableMenu;
import org.fieldproof.views.control.Toasts;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;

/// What every perspective is given.
///
/// @param consoleId who this console is to the drill desk
public record Desk(
        String consoleId,
        Workspace workspace,
        GatewayClock clock,
        GatewayPulse pulse,
        CommandSender commands,
        Texts texts,
        Figures figures,
        Toasts toasts,
        Navigator navigator,
        Looks looks,
        FilePrompt files,
        DraftSession draft,
        HeldFrame held,
        KeyMap keys) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// Why nothing that runs can be acted on now; empty if it can. What is shown of the past must
    /// not be taken for the present.
    public String lookingBack() {
        return held.moment()
                .map(
                        moment ->
                                text(
                                        "shell.hindrance.lookingBack",
                                        figures.time(moment, clock.now())))
                .orElse("");
    }

    /// Why nothing that runs can be changed now; empty if it can: who looks back cannot, nor who
    /// only observes.
    public String observing() {
        String back = lookingBack();
        boolean free = !back.isEmpty() || draft.isCommissioning();
        return free ? back : text("shell.hindrance.observing");
    }

    /// The moment that every chart in sight marks.
    public Crosshair crosshair() {
        return held.crosshair();
    }

    /// The moments that persons have marked, by number: those of now, whatever is held. Who looks
    /// at what stands still marks it too.
    public List<MarkerSnapshot> markers() {
        return pulse.frame().map(f -> f.snapshot().markers().shown()).orElse(List.of());
    }

    /// The same as charts draw them.
    public List<PlotFlag> flags() {
        return held.flags().of(markers(), this::name);
    }

    /// What a marked moment is called.
    public String name(MarkerSnapshot marker) {
        String id = Long.toString(marker.id());
        return marker.text().isEmpty()
                ? text("marker.name.plain", id)
                : text("marker.name.said", id, marker.text());
    }

    /// The field that narrows a list of this console.
    ///
    /// @param name of the list, such as `devices`
    public FilterBar filter(RowTable<?> table, String name) {
        menu(table, name);
        return FilterBar.over(
                table, new Pointing(table, clock), Optional.of(workspace), texts, name);
    }

    /// The menu by which rows are taken out of a list of this console, and by which it looks as
    /// somebody wants it; that is kept for the open project.
    public void menu(RowTable<?> table, String name) {
        table.setContextMenu(new TableMenu(table, texts, name, this::save));
        table.sieve().speak(texts.locale());
        table.keepLook(workspace, name);
    }

    /// Writes a file where a person chooses, and says where it is.
    ///
    /// @param name what its name begins with
    public void save(String name, String ending, Supplier<byte[]> content) {
        String proposed = name + "-" + STAMP.format(clock.now()) + "." + ending;
        files.save(text("export.file.title"), proposed)
                .ifPresent(file -> commands.await(workspace.save(file, content), this::tellSaved));
    }

    private void tellSaved(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String file)) {
            toasts.show(text("export.file.done", file));
        }
    }

    /// A list of this console with its field above.
    public <R> FilteredTable<R> filtered(RowTable<R> table, String name) {
        return new FilteredTable<>(table, filter(table, name));
    }

    /// Short for the text of a key.
    public String text(String key, Object... values) {
        return values.length == 0 ? texts.get(key) : texts.get(key, values);
    }
}
