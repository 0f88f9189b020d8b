package org.fieldproof.views.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.TagDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException.Consent;
import org.fieldproof.api.spi.TagBrowser.Found;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.api.value.TypedValue;

/// A device with a turbine in it, which is believed by its thumbprint only.
public final class FakeTags implements TagDesk {
    public static final String THUMBPRINT = "ab".repeat(32);

    /// What was looked into, in order.
    public final List<String> asked = new ArrayList<>();

    public int left;

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
        return CompletableFuture.completedFuture(
                believed ? new Outcome.TagsFound(place, found(place), false) : unknown());
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
