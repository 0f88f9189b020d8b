package org.fieldproof.app.desktop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TagDesk;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags are picked in a real OPC UA server, of the own project and of another installation, from a
/// draft of which nothing runs. Harm if it breaks: whoever adds a server types node ids from paper.
final class DesktopTagsTest {
    private static final String SERVER =
            """
            fieldproof: 1
            name: NAME
            standIns:
              - id: turbine-server
                type: opcua-simulator
                port: PORT
                unprotected: true
                variables:
                  - {name: Turbine.Speed, type: Double, shape: sine, min: 1450, max: 1550}
              - id: boiler
                type: modbus-simulator
                port: 0
                signal: constant(21.4)
                tagList: [{name: flow, address: hr2, type: "float32:CDAB"}]
            connections: []
            pipelines: []
            destinations: []
            """;
    private static final PartRef TURBINE = new PartRef(Section.CONNECTIONS, "turbine");

    @TempDir private Path root;

    private Optional<DesktopWorkspace> made = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        made = Optional.of(opened("here", 0));
    }

    @AfterEach
    void close() {
        made.ifPresent(DesktopWorkspace::shutDown);
    }

    /// The draft has faults elsewhere, and tags that are none yet: both keep nobody from looking.
    @Test
    void aDraftedConnectionIsLookedIntoBeforeItRuns() throws Exception {
        ProjectDraft draft =
                drafted(
                        Map.of(
                                "connectTo", "turbine-server",
                                "certificate", "installation",
                                "trustInstallation", "true",
                                "tags", "tags/not-written-yet.csv"));
        Outcome.TagsFound top = found(await(tags().look(draft, "turbine", "")));
        FoundTag folder = named(top, "Fieldproof");
        assertThat(folder.reading()).isNull();
        Outcome.TagsFound inside =
                found(await(tags().look(draft, "turbine", folder.found().address())));
        FoundTag speed = named(inside, "Turbine.Speed");
        assertThat(speed.found().type()).isEqualTo("Double");
        var reading = speed.reading();
        assertThat(reading).isNotNull();
        if (reading != null) {
            assertThat(reading.value().number().orElseThrow()).isBetween(1450.0, 1550.0);
        }
        assertThat(inside.more()).isFalse();
    }

    /// What was never known is believed by a person's word, and only the right one.
    @Test
    void aServerOfAnotherInstallationIsBelievedByItsThumbprint() throws Exception {
        int port = FreePorts.next();
        DesktopWorkspace other = opened("there", port);
        try {
            Await.until(Duration.ofMinutes(2), () -> listens(port), "the server to listen");
            ProjectDraft draft = drafted(Map.of("url", "opc.tcp://127.0.0.1:" + port));
            Outcome first = await(tags().look(draft, "turbine", ""));
            assertThat(first).isInstanceOf(Outcome.ConsentNeeded.class);
            Outcome.ConsentNeeded asked = (Outcome.ConsentNeeded) first;
            assertThat(asked.consent().field()).isEqualTo("serverThumbprint");
            assertThat(asked.why().remedy()).containsIgnoringCase(asked.consent().value());
            ProjectDraft wrong = with(draft, "serverThumbprint", "0".repeat(64));
            assertThat(await(tags().look(wrong, "turbine", "")))
                    .as("a certificate that has changed is nothing to be waved through")
                    .isInstanceOf(Outcome.Refused.class);
            ProjectDraft believed = with(draft, "serverThumbprint", asked.consent().value());
            assertThat(refused(await(tags().look(believed, "turbine", ""))))
                    .as("we believe it; now it is the server that does not know us")
                    .isEqualTo("OPC-0214");
        } finally {
            other.shutDown();
        }
    }

    /// Harm: whoever thinks for a minute before he opens the next folder is told of sessions.
    @Test
    void aLineThatTheDeviceHasEndedIsDialledAnew() throws Exception {
        int port = FreePorts.next();
        ProjectDraft draft =
                drafted(
                        Map.of(
                                "url", "opc.tcp://127.0.0.1:" + port,
                                "policy", "None",
                                "mode", "None"));
        DesktopWorkspace first = opened("there", port);
        String folder;
        try {
            Await.until(Duration.ofMinutes(2), () -> listens(port), "the server to listen");
            Outcome.TagsFound top = found(await(tags().look(draft, "turbine", "")));
            folder = named(top, "Fieldproof").found().address();
        } finally {
            first.shutDown();
        }
        DesktopWorkspace again = opened("there", port);
        try {
            Await.until(Duration.ofMinutes(2), () -> listens(port), "it to listen again");
            assertThat(found(await(tags().look(draft, "turbine", folder))).found()).isNotEmpty();
        } finally {
            again.shutDown();
        }
    }

    @Test
    void whatCannotBeLookedIntoSaysWhy() throws Exception {
        ProjectDraft nobody = drafted(Map.of("url", "opc.tcp://127.0.0.1:1"));
        assertThat(refused(await(tags().look(nobody, "turbine", "")))).startsWith("OPC-");
        assertThat(refused(await(tags().look(nobody, "gone", "")))).isEqualTo("APP-0925");
        ProjectDraft both = with(nobody, "connectTo", "turbine-server");
        assertThat(refused(await(tags().look(both, "turbine", "")))).startsWith("OPC-");
        assertThat(tags().offers("opcua")).isTrue();
        assertThat(tags().offers("modbus")).isFalse();
        made.orElseThrow().close().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(refused(await(tags().look(nobody, "turbine", "")))).isEqualTo("APP-0911");
    }

    /// Of the own project's stand-in, from a connection whose tag has no type that is one yet.
    @Test
    void theOrderOfBytesIsFoundBeforeAnythingRuns() throws Exception {
        PartRef ref = new PartRef(Section.CONNECTIONS, "meter");
        ProjectDraft draft =
                DraftEdits.add(
                        drafted(Map.of()),
                        Section.CONNECTIONS,
                        Group.of(
                                Entry.of("id", Text.plain("meter")),
                                Entry.of("type", Text.plain("modbus")),
                                Entry.of("connectTo", Text.plain("boiler"))),
                        null);
        FieldPath type = FieldPath.PART.then("tagList").then(0).then("type");
        ProjectDraft unfinished = DraftEdits.set(draft, ref, type, Text.plain("what"));
        BigDecimal shown = new BigDecimal("21.4");
        assertThat(tags().findsWays("modbus")).isTrue();
        assertThat(tags().findsWays("s7")).isFalse();
        assertThat(tags().findsWays("opcua")).isFalse();
        Outcome found = await(tags().ways(unfinished, "meter", "hr2", shown));
        assertThat(found).isInstanceOf(Outcome.WaysFound.class);
        assertThat(((Outcome.WaysFound) found).found().ways())
                .first()
                .satisfies(
                        way -> {
                            assertThat(way.type()).isEqualTo("float32:CDAB");
                            assertThat(way.value()).isEqualByComparingTo("21.4");
                        });
        assertThat(refused(await(tags().ways(unfinished, "meter", "hr9", shown))))
                .isEqualTo("MODB-0110");
        assertThat(refused(await(tags().ways(unfinished, "gone", "hr2", shown))))
                .isEqualTo("APP-0925");
        assertThat(refused(await(tags().ways(unfinished, "turbine", "hr2", shown))))
                .startsWith("OPC-");
        made.orElseThrow().close().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(refused(await(tags().ways(unfinished, "meter", "hr2", shown))))
                .isEqualTo("APP-0911");
    }

    /// Registers that the device has, and one that it has not.
    @Test
    void theDeviceIsAskedForTagsOfAFileBeforeTheyAreTaken() throws Exception {
        ProjectDraft draft =
                DraftEdits.add(
                        drafted(Map.of()),
                        Section.CONNECTIONS,
                        Group.of(
                                Entry.of("id", Text.plain("meter")),
                                Entry.of("type", Text.plain("modbus")),
                                Entry.of("connectTo", Text.plain("boiler"))),
                        null);
        TagTable tags =
                TagTable.readCsv(
                                "new.csv",
                                "name,address,type\nlevel,hr2,float32:CDAB\nnone,hr999,uint16\n"
                                        .getBytes(UTF_8))
                        .sound();
        assertThat(tags().examines("modbus")).isTrue();
        assertThat(tags().examines("simulator")).isFalse();

        Outcome answer = await(tags().seen(draft, "meter", tags));

        assertThat(answer).isInstanceOf(Outcome.TagsSeen.class);
        assertThat(((Outcome.TagsSeen) answer).tags())
                .extracting(TagSeen::tag, TagSeen::isThere)
                .containsExactly(tuple("level", true), tuple("none", false));
        assertThat(refused(await(tags().seen(draft, "gone", tags)))).isEqualTo("APP-0925");
        assertThat(refused(await(tags().seen(draft, "turbine", tags)))).startsWith("OPC-");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private TagDesk tags() {
        return made.orElseThrow().drafts().tags();
    }

    private DesktopWorkspace opened(String name, int port) throws Exception {
        Path folder = Files.createDirectories(root.resolve(name).resolve("project"));
        Files.writeString(
                folder.resolve("project.yaml"),
                SERVER.replace("NAME", name).replace("PORT", "" + port));
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve(name).resolve("preferences")),
                        Optional.of(root.resolve(name).resolve("data")),
                        root.resolve(name).resolve("projects"));
        assertThat(await(workspace.open(folder))).isInstanceOf(Outcome.Done.class);
        return workspace;
    }

    private ProjectDraft drafted(Map<String, String> fields) throws Exception {
        Outcome loaded = await(made.orElseThrow().drafts().load());
        ProjectDraft draft =
                DraftEdits.add(
                        ((Outcome.DraftLoaded) loaded).draft(),
                        Section.CONNECTIONS,
                        Group.of(
                                Entry.of("id", Text.plain("turbine")),
                                Entry.of("type", Text.plain("opcua"))),
                        null);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            draft = with(draft, field.getKey(), field.getValue());
        }
        return draft;
    }

    private static ProjectDraft with(ProjectDraft draft, String field, String value) {
        return DraftEdits.set(draft, TURBINE, FieldPath.PART.then(field), Text.plain(value));
    }

    private static FoundTag named(Outcome.TagsFound found, String name) {
        return found.found().stream()
                .filter(each -> each.found().name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(name + " among " + List.copyOf(found.found())));
    }

    private static Outcome.TagsFound found(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.TagsFound.class);
        return (Outcome.TagsFound) outcome;
    }

    private static String refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).why().code();
    }

    private static Outcome await(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
