package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.pki.CertificateRole;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whom we believe, and who decides it. Harm if it breaks: an impostor is believed by one click.
final class CertificateTasksTest {
    private static final String MIXER = "CN=mixer-plc,O=Example Mixers";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void trustTakesCommissionModeAndALookAtBothThumbprints() {
        open();
        select(MIXER);
        assertThat(why("trust")).contains("switch to Commission");
        assertThat(why("distrust")).startsWith("Only a trusted certificate");
        console.onWindow(window -> window.draft().setCommissioning(true));
        console.live(1);
        assertThat(console.there("#certificates-trust").isDisabled()).isFalse();
        assertThat(console.texts())
                .anyMatch(t -> t.startsWith("SHA-256 e5:e5:") && t.contains("SHA-1 e5:e5:"));
        console.click("#certificates-trust");
        if (System.getProperty("looks") != null) {
            console.picture("certificates-ask");
        }
        assertThat(focus()).as("the safe way").isEqualTo("certificates-keep");
        assertThat(trusted()).doesNotContain(MIXER);
        console.click("#certificates-keep");
        assertThat(trusted()).doesNotContain(MIXER);
        console.click("#certificates-trust");
        console.click("#certificates-sure");
        console.live(1);
        assertThat(trusted()).contains(MIXER);
        assertThat(console.workspace.gateway.commands)
                .contains(new Command.TrustCertificate("line-3", "e5".repeat(32)));
        select(MIXER);
        console.click("#certificates-distrust");
        console.click("#certificates-sure");
        assertThat(trusted()).doesNotContain(MIXER);
    }

    // Harm: what is asked about one certificate is done to another.
    @Test
    void aQuestionGoesWithTheChoiceItWasAskedFor() {
        open();
        console.onWindow(window -> window.draft().setCommissioning(true));
        select(MIXER);
        console.live(1);
        console.click("#certificates-trust");
        select("CN=press-plc,O=Example Presses");
        assertThat(console.there("#certificates-ask").isVisible()).isFalse();
        assertThat(trusted()).doesNotContain(MIXER);
    }

    // Harm: who poses as a known device is believed without a word.
    @Test
    void anotherOneOfAKnownNameIsToldApart() {
        open();
        console.workspace.gateway.certificates.pose("CN=press-plc,O=Example Presses");
        console.onWindow(window -> window.show(PerspectiveId.LIVE, ""));
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS, "certificates"));
        console.onWindow(window -> window.draft().setCommissioning(true));
        filter("role:rejected");
        select(each -> each.sha256().startsWith("f6"));
        console.click("#certificates-trust");
        assertThat(console.texts())
                .anyMatch(t -> t.startsWith("Another certificate of CN=press-plc"));
    }

    // Harm: somebody waits for a peer that has long been refused.
    @Test
    void whoIsRefusedIsSeenSoonAndAnOpenQuestionStays() {
        open();
        console.onWindow(window -> window.draft().setCommissioning(true));
        select(MIXER);
        console.click("#certificates-trust");
        console.workspace.gateway.certificates.pose("CN=oven-plc,O=Example Ovens");
        console.live(6);
        assertThat(table().getItems())
                .extracting(KeptCertificate::subject)
                .contains("CN=oven-plc,O=Example Ovens");
        assertThat(console.there("#certificates-ask").isVisible()).isTrue();
        // Harm: what was asked in Commission mode is done in Observe mode.
        console.onWindow(window -> window.draft().setCommissioning(false));
        console.live(1);
        assertThat(console.there("#certificates-ask").isVisible()).isFalse();
        assertThat(trusted()).doesNotContain(MIXER);
    }

    // Harm: what cannot be read looks as if nothing were there.
    @Test
    void thatTheyCannotBeReadIsSaid() {
        console.workspace.gateway.late.put(
                new Command.ListCertificates(),
                CompletableFuture.completedFuture(
                        new Outcome.Refused(
                                Problem.error(
                                        "SEC-0220", "pki", "It cannot be listed.", "Look."))));
        open();
        assertThat(console.texts())
                .anyMatch(t -> t.contains("It cannot be listed."))
                .noneMatch(t -> t.contains("while no gateway runs"));
    }

    @Test
    void oursIsTakenAlongForAPeerAndWhatRunsOutIsSaid() {
        open();
        assertThat(console.texts())
                .anyMatch(t -> t.endsWith("19 d left") || t.endsWith("20 d left"))
                .anyMatch(t -> t.endsWith(", run out"))
                .contains("1 file holds no certificate that can be read.");
        select("CN=devices,OU=server");
        console.prompt.next = Optional.of(Path.of("/tmp/devices.pem"));
        console.click("#certificates-export");
        assertThat(console.workspace.gateway.commands)
                .contains(
                        new Command.ExportCertificate(
                                "b2".repeat(32), Path.of("/tmp/devices.pem")));
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS, "certificates"));
        console.live(1);
    }

    @SuppressWarnings("unchecked") // the table of the card
    private TableView<KeptCertificate> table() {
        return (TableView<KeptCertificate>) console.there("#certificates-table");
    }

    private void filter(String text) {
        TextField field = (TextField) console.there("#certificates-filter");
        console.onWindow(window -> field.setText(text));
        console.live(1);
        assertThat(table().getItems())
                .isNotEmpty()
                .allMatch(each -> each.role() == CertificateRole.REJECTED);
    }

    private void select(String subject) {
        select(each -> each.subject().equals(subject));
    }

    private void select(Predicate<KeptCertificate> which) {
        TableView<KeptCertificate> table = table();
        console.onWindow(
                window ->
                        table.getItems().stream()
                                .filter(which)
                                .findFirst()
                                .ifPresent(table.getSelectionModel()::select));
        console.live(1);
    }

    private String why(String act) {
        return ((Button) console.there("#certificates-" + act)).getAccessibleHelp();
    }

    private List<String> trusted() {
        return console.workspace.gateway.certificates.trusted();
    }

    private String focus() {
        return Console.onFx(() -> console.window.scene().getFocusOwner().getId());
    }
}
