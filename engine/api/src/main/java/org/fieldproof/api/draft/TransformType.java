package org.fieldproof.api.draft;

import org.fieldproof.api.spi.ConfigSchema;

/// A kind of transform that a pipeline can have.
///
/// @param type as projects write it
/// @param title one line for people, in English
/// @param schema every field of such a transform, the common ones first
public record TransformType(String type, String title, ConfigSchema schema) {}
