package org.fieldproof.engine.doctor;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.command.Outcome.TagsFound;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.spi.TagBrowser.Found;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.engine.project.Catalog;

/// A look into the device behind one connection, which need not run: a line of its own that only
/// reads. Blocks, each time for as long as the connection's own settings allow. One thread.
public final class DeviceLook implements AutoCloseable {
    private final TagBrowser browser;

    DeviceLook(TagBrowser browser) {
        this.browser = browser;
    }

    /// Dials.
    ///
    /// @throws ConnectorException naming what refused and what to do
    public static DeviceLook open(
            ConnectorDefinition connection, Catalog catalog, ExaminedPlace place)
            throws ConnectorException {
        SourceFactory factory =
                catalog.source(connection.type())
                        .filter(SourceFactory::browses)
                        .orElseThrow(() -> new ConnectorException(blind(connection)));
        ExaminedConnector context =
                new ExaminedConnector(
                        connection.id(), "connection", connection.config(), factory, place);
        return new DeviceLook(
                factory.browser(context)
                        .orElseThrow(() -> new ConnectorException(blind(connection))));
    }

    /// What lies directly under a place, with present values where the device gives them: a place
    /// is worth knowing without.
    ///
    /// @param place empty for the top
    /// @param max most entries to give
    public TagsFound under(String place, int max) throws ConnectorException {
        List<Found> all = browser.children(place, max + 1);
        List<Found> given = all.subList(0, Math.min(max, all.size()));
        List<String> readable = given.stream().filter(Found::hasValue).map(Found::address).toList();
        List<Reading> readings = readings(readable);
        List<FoundTag> found = new ArrayList<>();
        int next = 0;
        for (Found each : given) {
            boolean read = each.hasValue() && next < readings.size();
            found.add(new FoundTag(each, read ? readings.get(next++) : null));
        }
        return new TagsFound(place, found, all.size() > max);
    }

    private List<Reading> readings(List<String> addresses) {
        try {
            return addresses.isEmpty() ? List.of() : browser.read(addresses);
        } catch (ConnectorException _) {
            return List.of();
        }
    }

    private static Problem blind(ConnectorDefinition connection) {
        return Problem.error(
                "DOCT-0105",
                "connection " + connection.id(),
                "Devices of type " + connection.type() + " cannot tell what they have.",
                "Take addresses from the device's manual, or import a tag table.");
    }

    @Override
    public void close() {
        browser.close();
    }
}
