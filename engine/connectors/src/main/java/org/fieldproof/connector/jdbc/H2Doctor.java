package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SchemaBrowser;

/// Examines a local H2 file. One that does not run here is opened for reading only, and one that
/// is missing is not made.
final class H2Doctor implements ConnectorDoctor {
    private static final long SPACE_BYTES_MIN = 256L << 20;

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        examination.notApplicable(DoctorStep.DNS, "A local file.");
        examination.notApplicable(DoctorStep.TCP, "A local file.");
        H2File file = H2SinkFactory.fileOf(examination.context());
        examination.step(DoctorStep.HELLO, notes -> opens(examination, file, notes));
        examination.step(
                DoctorStep.PERMISSION,
                notes -> {
                    looksAround(examination, file, notes);
                    return takesWrites(examination, file.path(), notes);
                });
        examination.notApplicable(
                DoctorStep.FIRST_VALUE, "A destination; nothing is written to look.");
    }

    private static boolean opens(Examination examination, H2File file, StepNotes notes)
            throws ConnectorException {
        if (!Files.exists(file.databaseFile())) {
            notes.found("The file is not there yet; it is made with the first record.");
            return false;
        }
        notes.fact("file", String.valueOf(file.databaseFile().getFileName()));
        try (Connection connection =
                examination.isRunning() ? file.connect() : file.connectReadOnly()) {
            notes.found(
                    "It opens: H2 " + connection.getMetaData().getDatabaseProductVersion() + ".");
            return true;
        } catch (SQLException e) {
            SqlFault fault = H2File.faultOf(e);
            throw new ConnectorException(fault.problem(examination.context().id(), e), e);
        }
    }

    /// Fails where the table has another shape than ours.
    private static void looksAround(Examination examination, H2File file, StepNotes notes)
            throws ConnectorException {
        H2Table table = H2SinkFactory.tableOf(examination.context());
        String id = examination.context().id();
        try (H2Browser browser =
                new H2Browser(
                        id,
                        !Files.exists(file.databaseFile())
                                ? null
                                : examination.isRunning() ? file.connect() : file.connectReadOnly(),
                        table)) {
            SchemaBrowser.Fit fit = SchemaFacts.note(browser, notes);
            if (!fit.faults().isEmpty()) {
                throw new ConnectorException(
                        JdbcProblems.wrongTable(id, table.quotedName(), fit.faults().getFirst()));
            }
        } catch (SQLException e) {
            throw new ConnectorException(H2File.faultOf(e).problem(id, e), e);
        }
    }

    private static long takesWrites(Examination examination, Path file, StepNotes notes)
            throws ConnectorException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            long free = folder == null ? 0 : Files.getFileStore(folder).getUsableSpace();
            if (folder == null || !Files.isWritable(folder)) {
                throw new ConnectorException(
                        Problem.error(
                                "JDBC-0505",
                                examination.object(),
                                "The folder of the database file may not be written.",
                                "Give this user the rights on the data directory."));
            }
            notes.fact("freeBytes", Long.toString(free));
            notes.found("The folder can be written.");
            if (free < SPACE_BYTES_MIN) {
                notes.doubt(
                        Problem.warning(
                                "JDBC-0506",
                                examination.object(),
                                "Only " + (free >> 20) + " MiB are free on its disk.",
                                "Make room, or move the data directory."));
            }
            return free;
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            "JDBC-0505",
                            examination.object(),
                            "The folder of the database file cannot be looked at: "
                                    + SqlFault.messageOf(e),
                            "Check the data directory."),
                    e);
        }
    }
}
