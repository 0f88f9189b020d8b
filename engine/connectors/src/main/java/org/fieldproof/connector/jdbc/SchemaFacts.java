package org.fieldproof.connector.jdbc;

import java.util.List;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SchemaBrowser;

/// What a doctor tells of a schema: which tables there are, the columns of ours, what does not fit
/// and what would be made.
final class SchemaFacts {
    private static final int TABLES_MAX = 30;

    private SchemaFacts() {}

    /// Notes the facts and gives the fit.
    static SchemaBrowser.Fit note(SchemaBrowser browser, StepNotes notes)
            throws ConnectorException {
        SchemaBrowser.Fit fit = browser.fit();
        fit.faults().forEach(each -> notes.fact("doesNotFit", each));
        fit.statements().forEach(each -> notes.fact("wouldExecute", each));
        List<SchemaBrowser.Table> tables = browser.tables(TABLES_MAX);
        for (int i = 0; i < tables.size(); i++) {
            SchemaBrowser.Table each = tables.get(i);
            String place = each.schema() + "." + each.name() + ", " + each.kind();
            notes.fact("table", each.ours() ? place + ", this destination's" : place);
            if (i == 0 && each.ours()) {
                for (SchemaBrowser.Column column : browser.columns(each)) {
                    notes.fact("column", textOf(column));
                }
            }
        }
        return fit;
    }

    private static String textOf(SchemaBrowser.Column column) {
        return column.name()
                + " "
                + column.type()
                + (column.required() ? ", required" : "")
                + (column.inKey() ? ", key" : "");
    }
}
