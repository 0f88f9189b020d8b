package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lists of which only a part has been read. Harm if it breaks: a record is not found because it
/// stands further behind, and somebody takes it for gone.
final class FilterReachTest {

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aSearchInQuarantineSaysHowFarItReachesAndGoesOnToTheEnd() {
        quarantine(1_200);
        filter("#quarantine-table", "seq=48200");
        assertThat(rows("#quarantine-table")).isZero();
        assertThat(said("quarantine"))
                .isEqualTo("0 of 500 rows · The oldest 500 of 1,200 searched.");
        assertThat(console.texts())
                .anyMatch(text -> text.endsWith("empties it. The oldest 500 of 1,200 searched."));
        console.click("#quarantine-filter-further");
        becomes("quarantine", "1 of 1,200 rows");
        assertThat(rows("#quarantine-table")).isEqualTo(1);
        assertThat(further("quarantine")).as("there is no more").isFalse();
        console.focus("#quarantine-filter");
        console.press(KeyCode.ESCAPE);
        becomes("quarantine", "500 rows");
    }

    /// What came meanwhile is behind what was searched, and is said so.
    @Test
    void whatComesIntoQuarantineMeanwhileIsNotTakenForSearched() {
        quarantine(600);
        filter("#quarantine-table", "device=press-01");
        console.click("#quarantine-filter-further");
        becomes("quarantine", "200 of 600 rows");
        long asked = questions();
        console.workspace.gateway.quarantine.come(3);
        console.live(3);
        assertThat(said("quarantine"))
                .isEqualTo("200 of 600 rows · The oldest 600 of 603 searched.");
        assertThat(questions()).as("not read anew for each that comes").isEqualTo(asked);
        console.click("#quarantine-filter-further");
        becomes("quarantine", "201 of 603 rows");
    }

    @Test
    void theAuditTrailSaysHowFarASearchReachesAndGoesOn() {
        console.workspace.gateway.auditLines = 12_345;
        open(PerspectiveId.ALARMS);
        console.live(6);
        filter("#audit-table", "number<12000");
        assertThat(said("audit")).isEqualTo("0 of 200 rows · The newest 200 of 12,345 searched.");
        console.click("#audit-filter-further");
        becomes("audit", "1,654 of 2,000 rows · The newest 2,000 of 12,345 searched.");
        assertThat(further("audit")).as("as many as the gateway has at hand").isFalse();
        console.live(6);
        assertThat(rows("#audit-table")).isEqualTo(1_654);
    }

    @Test
    void lookingBackTheFilterSaysOfHowManyAddressesItChooses() {
        console.workspace.gateway.moreAddresses = 600;
        open(PerspectiveId.LIVE);
        console.live(5);
        filter("#live-table", "plant/more");
        becomes("live", "600 of 609 rows");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.F9);
        console.live(1);
        String kept = "Of this moment only 500 of 609 were kept and are searched.";
        becomes("live", "491 of 500 rows · " + kept);
        console.press(KeyCode.F9);
        becomes("live", "600 of 609 rows");
    }

    @Test
    void itIsSaidInTheOtherLanguage() {
        console.close();
        console = new Console(Theme.DARK, Locale.GERMAN);
        quarantine(1_200);
        filter("#quarantine-table", "nirgends");
        assertThat(said("quarantine"))
                .isEqualTo("0 von 500 Zeilen · Die ältesten 500 von 1.200 durchsucht.");
        console.sees("Weitersuchen");
    }

    private void quarantine(int records) {
        console.workspace.gateway.quarantine.fill(records);
        open(PerspectiveId.BUFFERS);
        console.click("#buffers-quarantine");
        console.live(1);
    }

    private void open(PerspectiveId id) {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(id));
        console.live(1);
    }

    private void filter(String table, String words) {
        console.focus(table);
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type(words);
        console.live(1);
    }

    private long questions() {
        return console.workspace.gateway.commands.stream()
                .filter(Command.ReadQuarantine.class::isInstance)
                .count();
    }

    /// What is read on comes a moment later.
    private void becomes(String list, String words) {
        for (int i = 0; i < 100 && !said(list).equals(words); i++) {
            console.live(1);
        }
        assertThat(said(list)).isEqualTo(words);
    }

    private String said(String list) {
        return ((Label) console.there("#" + list + "-filter-said")).getText();
    }

    private boolean further(String list) {
        return console.there("#" + list + "-filter-further").isVisible();
    }

    private int rows(String table) {
        TableView<?> shown = (TableView<?>) console.there(table);
        return Console.onFx(() -> shown.getItems().size());
    }
}
