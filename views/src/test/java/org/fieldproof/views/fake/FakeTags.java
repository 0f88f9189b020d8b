package org.fieldproof.views.fake;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TagDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException.Consent;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.TagBrowser.Found;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.value.TypedValue;

/// A device with a turbine in it, which is believed by its thumbprint only.
public final class FakeTags implements TagDesk {
    public static final String THUMBPRINT = "ab".repeat(32);

    /// What was looked into, in order.
    public final List<String> asked = new ArrayList<>();

    /// What was asked to be read, in order: connection, address, what the display shows.
    public final List<String> waysAsked = new ArrayList<>();

    /// What is answered to that.
    public Outcome waysAnswer = new Outcome.WaysFound(new ReadingFinder.Found("0000", List.of()));

    /// What stands in the table of every connection.
    public TagRead standing = new TagRead.Complete(TagTable.of(List.of()));

    /// What the instances of every part make.
    public TagRead made = new TagRead.Complete(TagTable.of(List.of()));

    /// Whose instances were asked for, in order.
    public final List<String> madeAsked = new ArrayList<>();

    /// What was asked to be exported, in order: connection and name of the file.
    public final List<String> exported = new ArrayList<>();

    /// What is answered to that.
    public Outcome exportAnswer = new Outcome.Done("tags.csv");

    /// What was asked for without being a tag yet, in order: connection and names.
    public final List<String> seenAsked = new ArrayList<>();

    /// What is answered to that.
    public Function<TagTable, Outcome> seenAnswer = tags -> new Outcome.TagsSeen(List.of(), 0);

    public int left;

    /// Whether looks below the top are refused, as by a device that has gone.
    public boolean gone;

    /// Whether answers wait until they are let go.
    public boolean holds;

    private final List<Runnable> held = new ArrayList<>();

    /// Lets the answers go that were held, oldest first.
    public void release() {
        holds = false;
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
    }

    @Override
    public boolean offers(String type) {
        return type.equals("opcua");
    }

    @Override
    public CompletionStage<Outcome> look(ProjectDraft draft, String connection, String place) {
        asked.add(place);
        PartRef ref = new PartRef(Section.CONNECTIONS, connection);
        boolean believed =
                draft.part(ref).orElseThrow().text("serverThumbprint").equals(THUMBPRINT);
        Outcome outcome =
                !believed
                        ? unknown()
                        : gone && !place.isEmpty()
                                ? away()
                                : new Outcome.TagsFound(place, found(place), false);
        return answer(outcome);
    }

    @Override
    public CompletionStage<Outcome> table(ProjectDraft draft, String connection) {
        return answer(new Outcome.TagsRead(standing));
    }

    @Override
    public CompletionStage<Outcome> made(ProjectDraft draft, PartRef part) {
        madeAsked.add(part.toString());
        return answer(new Outcome.TagsRead(made));
    }

    @Override
    public List<String> fileEnds() {
        return List.of(".csv");
    }

    @Override
    public CompletionStage<Outcome> file(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return answer(
                    new Outcome.TagsRead(TagTable.readCsv(file.getFileName().toString(), bytes)));
        } catch (IOException e) {
            return answer(
                    new Outcome.Refused(
                            Problem.error(
                                    "TAGS-0126",
                                    "file " + file.getFileName(),
                                    "There is no such file.",
                                    "Check the path.")));
        }
    }

    @Override
    public CompletionStage<Outcome> export(ProjectDraft draft, String connection, Path file) {
        exported.add(connection + " " + file.getFileName());
        return answer(exportAnswer);
    }

    @Override
    public boolean findsWays(String type) {
        return type.equals("modbus");
    }

    @Override
    public CompletionStage<Outcome> ways(
            ProjectDraft draft, String connection, String address, BigDecimal shown) {
        waysAsked.add(connection + " " + address + " " + shown);
        return answer(waysAnswer);
    }

    @Override
    public boolean examines(String type) {
        return type.equals("opcua") || type.equals("modbus");
    }

    @Override
    public CompletionStage<Outcome> seen(ProjectDraft draft, String connection, TagTable tags) {
        seenAsked.add(connection + " " + tags.tags().stream().map(TagDefinition::name).toList());
        return answer(seenAnswer.apply(tags));
    }

    private CompletionStage<Outcome> answer(Outcome outcome) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        if (holds) {
            held.add(() -> answer.complete(outcome));
        } else {
            answer.complete(outcome);
        }
        return answer;
    }

    private static Outcome away() {
        return new Outcome.Refused(
                Problem.error(
                        "OPC-0201", "connection opcua", "Nothing listens there.", "Start it."));
    }

    private static Outcome unknown() {
        return new Outcome.ConsentNeeded(
                Problem.error(
                        "OPC-0120",
                        "connection opcua",
                        "We refuse the certificate of the server, because nobody has trusted it"
                                + " yet.",
                        "Compare the thumbprint with the server's own display."),
                new Consent("serverThumbprint", THUMBPRINT));
    }

    private static List<FoundTag> found(String place) {
        return switch (place) {
            case "" ->
                    List.of(
                            place("Server", "i=2253"),
                            place("Turbine", "nsu=urn:turbine;s=Turbine"));
            case "nsu=urn:turbine;s=Turbine" ->
                    List.of(
                            tag("Speed", "Double", new TypedValue.Float64(1502.25), Quality.GOOD),
                            tag("Running", "Boolean", new TypedValue.Bool(true), Quality.GOOD),
                            tag("Oil", "Float", new TypedValue.None(), Quality.BAD));
            default -> List.of();
        };
    }

    private static FoundTag place(String name, String address) {
        return new FoundTag(new Found(address, name, false, true, ""), null);
    }

    private static FoundTag tag(String name, String type, TypedValue value, Quality quality) {
        String address = "nsu=urn:turbine;s=Turbine." + name;
        String status = quality == Quality.GOOD ? "Good" : "Bad_SensorFailure";
        return new FoundTag(
                new Found(address, name, true, true, type),
                new Reading(address, value, quality, status, 0));
    }

    @Override
    public void leave() {
        left++;
    }
}
