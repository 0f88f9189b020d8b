package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.fieldproof.api.draft.DraftBypass;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: an edit leaves a name behind that leads nowhere, or takes more than was
/// asked.
final class DraftEditsTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef PLANT = new PartRef(Section.CONNECTIONS, "plant");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");
    private static final PartRef BROKER = new PartRef(Section.STAND_INS, "broker-a");

    private ProjectDraft draft = ProjectDraft.EMPTY;

    @BeforeEach
    void sample() throws IOException {
        draft = DraftFiles.read(DraftFilesTest.sample("field-demo")).orElseThrow();
    }

    @Test
    void theWiresAreTheRoutesAndTheReferences() {
        assertThat(DraftWire.of(draft))
                .containsExactlyInAnyOrder(
                        new DraftWire(DEVICES, MAIN, "from"),
                        new DraftWire(MAIN, UPSTREAM, "to"),
                        new DraftWire(MAIN, LOCAL, "to"),
                        new DraftWire(PLANT, DEVICES, "target"),
                        new DraftWire(UPSTREAM, BROKER, "connectTo"));
    }

    @Test
    void aRenameReachesEverybodyWhoNamesThePart() {
        ProjectDraft next = DraftEdits.rename(draft, DEVICES, "mqtt-in");
        next = DraftEdits.rename(next, UPSTREAM, "cloud");
        next = DraftEdits.rename(next, BROKER, "stand-in");
        next = DraftEdits.rename(next, PLANT, "hall");
        assertThat(DraftText.write(next.project()))
                .doesNotContain("broker-a", "target: devices", "- id: upstream")
                .contains("from: [mqtt-in]", "to: [cloud, local]", "connectTo: stand-in");
        assertThat(next.drills().get("upstream-outage")).isNotNull();
        assertThat(next.drills().getOrDefault("upstream-outage", Group.EMPTY).text("link"))
                .isEqualTo("cloud");
        assertThat(next.drills().getOrDefault("upstream-outage", Group.EMPTY).text("publisher"))
                .isEqualTo("hall");
        assertThat(DraftWire.of(next)).hasSize(5);
    }

    // Harm: a combination names a connection that is there no more, and is refused.
    @Test
    void aRenameReachesTheMembersOfACombination() {
        Group member =
                Group.of(
                        Entry.of("name", Text.plain("bar")),
                        Entry.of("connection", Text.plain("devices")));
        Group other = Group.of(Entry.of("name", Text.plain("degC")));
        Group row =
                part("row")
                        .with(
                                "members",
                                new Items(List.of(Item.of(member), Item.of(other)), false));
        ProjectDraft next =
                DraftEdits.rename(
                        DraftEdits.add(draft, Section.CONNECTIONS, row, new Point(1, 2)),
                        DEVICES,
                        "mqtt-in");
        PartRef ref = new PartRef(Section.CONNECTIONS, "row");
        assertThat(FieldPath.of("members.0.connection").in(next.part(ref).orElseThrow()))
                .contains(Text.plain("mqtt-in"));
        assertThat(FieldPath.of("members.1.connection").in(next.part(ref).orElseThrow())).isEmpty();
    }

    // Harm: the combination asks for topics that are called otherwise now, and waits for ever.
    @Test
    void aRenameReachesTheTopicsThatBeginWithTheId() {
        assertThat(addressAfterRename("press/t1", Group.EMPTY.with("tags", "tags/p.csv")))
                .isEqualTo("saw/t1");
        assertThat(addressAfterRename("pressure/t1", Group.EMPTY.with("tags", "tags/p.csv")))
                .as("another topic")
                .isEqualTo("pressure/t1");
        assertThat(
                        addressAfterRename(
                                "press/t1",
                                Group.EMPTY.with("tags", "tags/p.csv").with("prefix", "press")))
                .as("its topics stay")
                .isEqualTo("press/t1");
        assertThat(addressAfterRename("press/t1", Group.EMPTY))
                .as("topics of the device's own")
                .isEqualTo("press/t1");
    }

    private String addressAfterRename(String address, Group fields) {
        ProjectDraft two = combined(address, fields);
        PartRef press = new PartRef(Section.CONNECTIONS, "press");
        Group row =
                DraftEdits.rename(two, press, "saw")
                        .part(new PartRef(Section.CONNECTIONS, "row"))
                        .orElseThrow();
        assertThat(FieldPath.of("members.0.connection").in(row)).contains(Text.plain("saw"));
        return FieldPath.of("members.0.address").in(row).orElseThrow() instanceof Text text
                ? text.text()
                : "";
    }

    /// With a connection `press`, and a combination `row` that takes an address of it.
    private ProjectDraft combined(String address, Group fields) {
        Group press = part("press");
        for (Entry entry : fields.entries()) {
            press = press.with(entry.key(), entry.value());
        }
        Group member =
                Group.of(
                        Entry.of("connection", Text.plain("press")),
                        Entry.of("address", Text.plain(address)));
        Group row = part("row").with("members", new Items(List.of(Item.of(member)), false));
        return DraftEdits.add(
                DraftEdits.add(draft, Section.CONNECTIONS, press, null),
                Section.CONNECTIONS,
                row,
                null);
    }

    @Test
    void whatIsRemovedIsNamedByNoCombination() {
        ProjectDraft next =
                DraftEdits.remove(
                        combined("press/t1", Group.EMPTY),
                        Set.of(new PartRef(Section.CONNECTIONS, "press")));
        Group row = next.part(new PartRef(Section.CONNECTIONS, "row")).orElseThrow();
        assertThat(FieldPath.of("members.0.connection").in(row)).isEmpty();
        assertThat(FieldPath.of("members.0.address").in(row)).as("the rest stays").isPresent();
    }

    @Test
    void whatIsRemovedIsNamedByNobody() {
        ProjectDraft next = DraftEdits.remove(draft, Set.of(UPSTREAM, DEVICES));
        assertThat(next.part(UPSTREAM)).isEmpty();
        assertThat(next.part(MAIN).orElseThrow().texts("to")).containsExactly("local");
        assertThat(next.part(MAIN).orElseThrow().texts("from")).isEmpty();
        assertThat(next.part(PLANT).orElseThrow().get("target")).isEmpty();
        assertThat(DraftWire.of(next)).containsExactly(new DraftWire(MAIN, LOCAL, "to"));
    }

    @Test
    void aSourceAndADestinationGetAPipelineBetweenThem() {
        ProjectDraft two =
                DraftEdits.add(draft, Section.DESTINATIONS, part("archive"), new Point(1, 2));
        two = DraftEdits.add(two, Section.CONNECTIONS, part("modbus"), null);
        PartRef archive = new PartRef(Section.DESTINATIONS, "archive");
        PartRef modbus = new PartRef(Section.CONNECTIONS, "modbus");
        ProjectDraft joined = DraftEdits.connect(two, DEVICES, archive, "");
        assertThat(joined.part(MAIN).orElseThrow().texts("to")).contains("archive");
        assertThat(joined.parts(Section.PIPELINES)).hasSize(1);
        ProjectDraft own = DraftEdits.connect(two, modbus, archive, "");
        assertThat(own.parts(Section.PIPELINES)).hasSize(2);
        assertThat(DraftWire.of(own)).hasSize(7);
        assertThat(DraftEdits.connect(two, archive, modbus, "")).isEqualTo(two);
        assertThat(DraftEdits.connect(two, PLANT, archive, "target")).isEqualTo(two);
        ProjectDraft refers = DraftEdits.connect(two, PLANT, modbus, "target");
        assertThat(refers.part(PLANT).orElseThrow().text("target")).isEqualTo("modbus");
    }

    @Test
    void aPipelineOnAWireTakesItOver() {
        Group empty = Group.of(Entry.of("id", Text.plain("extra")));
        ProjectDraft two = DraftEdits.add(draft, Section.PIPELINES, empty, null);
        PartRef extra = new PartRef(Section.PIPELINES, "extra");
        ProjectDraft next = DraftEdits.insert(two, new DraftWire(MAIN, LOCAL, "to"), extra);
        assertThat(next.part(MAIN).orElseThrow().texts("to")).containsExactly("upstream");
        assertThat(next.part(extra).orElseThrow().texts("to")).containsExactly("local");
        assertThat(next.part(extra).orElseThrow().texts("from")).containsExactly("devices");
    }

    /// Harm: a transform is taken out, and with it everything that flowed through it.
    @Test
    void whatAPipelineConnectedStaysConnectedWithoutIt() throws IOException {
        Path folder = Path.of("../../sample-projects/transforms-demo");
        ProjectDraft two = DraftFiles.read(ProjectWriter.read(folder)).orElseThrow();
        PartRef archive = new PartRef(Section.PIPELINES, "archive");
        PartRef plain = new PartRef(Section.PIPELINES, "devices");
        ProjectDraft next = DraftBypass.remove(two, Set.of(archive));
        assertThat(next.part(archive)).isEmpty();
        Group made = next.part(plain).orElseThrow();
        assertThat(made.texts("from")).containsExactly("devices");
        assertThat(made.texts("match")).as("the same records").containsExactly("plant/#");
        assertThat(made.texts("to")).containsExactly("archive");
        assertThat(made.get("transforms")).isEmpty();
        assertThat(DraftBypass.remove(next, Set.of(plain)))
                .as("nothing more direct is possible")
                .isEqualTo(next);
        PartRef place = new PartRef(Section.DESTINATIONS, "archive");
        assertThat(DraftBypass.remove(two, Set.of(archive, place)).part(plain))
                .as("what leads nowhere is not led round")
                .isEmpty();
        PartRef high = new PartRef(Section.PIPELINES, "high");
        FieldPath to = FieldPath.of("to");
        ProjectDraft twice =
                DraftEdits.set(two, high, to, Items.ofTexts(List.of("alarms", "archive")));
        assertThat(DraftBypass.remove(twice, Set.of(archive)).part(plain))
                .as("a pipeline that leaves records out is no way for all of them")
                .isPresent();
        ProjectDraft led = DraftBypass.remove(two, Set.of(archive));
        Group all =
                Group.of(
                        Entry.of("id", Text.plain("all")),
                        Entry.of("from", Items.ofTexts(List.of("devices"))),
                        Entry.of("to", Items.ofTexts(List.of("archive"))));
        ProjectDraft both = DraftEdits.add(two, Section.PIPELINES, all, null);
        assertThat(DraftBypass.remove(both, Set.of(archive)).parts(Section.PIPELINES))
                .as("nothing is led there twice")
                .hasSize(led.parts(Section.PIPELINES).size());
    }

    @Test
    void whatIsCopiedAsTextIsPastedWithItsWiresUnderFreeIds() {
        Group fragment = DraftEdits.fragment(draft, Set.of(DEVICES, MAIN, LOCAL));
        Group read = DraftFiles.fragment(DraftText.write(fragment)).orElseThrow();
        DraftEdits.Pasted pasted =
                DraftEdits.paste(draft, read, Map.of(DEVICES, new Point(10, 20)), 24);
        assertThat(pasted.parts()).hasSize(3);
        PartRef devices = new PartRef(Section.CONNECTIONS, "devices-2");
        PartRef main = new PartRef(Section.PIPELINES, "main-2");
        assertThat(pasted.draft().layout().places()).containsEntry(devices, new Point(34, 44));
        assertThat(pasted.draft().part(main).orElseThrow().texts("from"))
                .containsExactly("devices-2");
        assertThat(pasted.draft().part(main).orElseThrow().texts("to"))
                .as("what is not in the fragment is still meant")
                .containsExactly("upstream", "local-2");
    }

    // Harm: whoever renames or copies a connection loses where its devices stand.
    @Test
    void whereDevicesStandGoesAlongWithTheirConnection() {
        FieldPath location = FieldPath.of("location");
        ProjectDraft next = DraftEdits.set(draft, DEVICES, location, Text.plain("{2}/{4}"));
        assertThat(DraftChange.between(draft, next))
                .containsExactly(
                        new DraftChange(
                                "connection/devices",
                                DraftChange.Kind.CHANGED,
                                List.of("location")));
        PartRef renamed = new PartRef(Section.CONNECTIONS, "mqtt-in");
        Group there = DraftEdits.rename(next, DEVICES, "mqtt-in").part(renamed).orElseThrow();
        assertThat(there.text("location")).isEqualTo("{2}/{4}");
        Group fragment = DraftEdits.fragment(next, Set.of(DEVICES));
        Group read = DraftFiles.fragment(DraftText.write(fragment)).orElseThrow();
        PartRef copy = new PartRef(Section.CONNECTIONS, "devices-2");
        assertThat(DraftEdits.paste(next, read, Map.of(), 24).draft().part(copy).orElseThrow())
                .satisfies(part -> assertThat(part.text("location")).isEqualTo("{2}/{4}"));
    }

    @Test
    void aFieldDeepInsideIsWrittenAndTakenAway() {
        FieldPath topic = FieldPath.of("devices[1].topic");
        ProjectDraft next = DraftEdits.set(draft, PLANT, topic, Text.plain("a/b"));
        assertThat(topic.in(next.part(PLANT).orElseThrow())).contains(Text.plain("a/b"));
        assertThat(DraftEdits.set(next, PLANT, topic, null).part(PLANT).orElseThrow())
                .satisfies(part -> assertThat(topic.in(part)).isEmpty());
        FieldPath identity = FieldPath.of("tls.identity");
        ProjectDraft grown = DraftEdits.set(draft, LOCAL, identity, Text.plain("files"));
        assertThat(identity.in(grown.part(LOCAL).orElseThrow())).contains(Text.plain("files"));
        assertThat(DraftChange.between(draft, grown))
                .containsExactly(
                        new DraftChange(
                                "destination/local", DraftChange.Kind.CHANGED, List.of("tls")));
    }

    /// DRAFT-1 over many random edits: no revision changes once it is made, every name leads
    /// somewhere, and what is written is read again the same.
    @Test
    void draft1RandomEditsNeverChangeWhatWasAndAlwaysComeBackFromTheirText() {
        SplittableRandom random = new SplittableRandom(20261126);
        List<ProjectDraft> revisions = new ArrayList<>(List.of(draft));
        List<String> texts = new ArrayList<>(List.of(text(draft)));
        for (int i = 0; i < 400; i++) {
            ProjectDraft next = randomEdit(revisions.getLast(), random);
            revisions.add(next);
            texts.add(text(next));
            assertThat(DraftFiles.read(DraftFiles.of(next)).map(DraftEditsTest::text))
                    .as("seed 20261126, step " + i)
                    .contains(text(next));
            assertThat(DraftChange.between(revisions.get(i), next).isEmpty())
                    .isEqualTo(revisions.get(i).equals(next));
        }
        for (int i = 0; i < revisions.size(); i++) {
            assertThat(text(revisions.get(i))).isEqualTo(texts.get(i));
        }
        assertThat(Set.copyOf(texts)).hasSizeGreaterThan(200);
    }

    private static ProjectDraft randomEdit(ProjectDraft from, SplittableRandom random) {
        List<PartRef> refs = from.refs();
        if (refs.isEmpty() || random.nextInt(5) == 0) {
            Section section = List.of(Section.values()).get(random.nextInt(4));
            String id = DraftEdits.freshId(from, section, "part " + random.nextInt(3));
            return DraftEdits.add(from, section, part(id), new Point(random.nextInt(900), 5));
        }
        PartRef one = refs.get(random.nextInt(refs.size()));
        PartRef other = refs.get(random.nextInt(refs.size()));
        return switch (random.nextInt(7)) {
            case 0 -> DraftEdits.remove(from, Set.of(one));
            case 1 ->
                    DraftEdits.rename(
                            from, one, DraftEdits.freshId(from, one.section(), "r" + one.id()));
            case 2 -> DraftEdits.move(from, Map.of(one, new Point(random.nextInt(900), 7)));
            case 3 ->
                    DraftEdits.paste(
                                    from,
                                    DraftEdits.fragment(from, Set.of(one, other)),
                                    from.layout().places(),
                                    24)
                            .draft();
            case 4 ->
                    DraftEdits.set(
                            from,
                            one,
                            FieldPath.of("a.b" + random.nextInt(2)),
                            Text.plain(random.nextBoolean() ? "x: #y" : "z"));
            default -> DraftEdits.connect(from, one, other, random.nextBoolean() ? "" : "target");
        };
    }

    private static String text(ProjectDraft of) {
        return String.join("\n---\n", DraftFiles.of(of).values());
    }

    private static Group part(String id) {
        return Group.of(Entry.of("id", Text.plain(id)), Entry.of("type", Text.plain("h2")));
    }
}
