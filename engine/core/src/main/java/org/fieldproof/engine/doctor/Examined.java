package org.fieldproof.engine.doctor;

import java.nio.file.Path;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// An examination that has ended.
///
/// @param place of the connector in the project's file
/// @param evidence the file it is kept in; null where it could not be written
public record Examined(DoctorReport report, Problem.Place place, @Nullable Path evidence) {}
