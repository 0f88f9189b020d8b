/// Project files: reading, checking against the connectors' schemas, and the published schema.
///
/// Laws:
/// - PRJ-1: all problems of a project are listed at once, each with file, line, column, path,
///   cause and remedy; a project with an error is refused as a whole.
/// - PRJ-2: an unknown field is refused, never ignored, and the likely one is suggested.
/// - PRJ-3: a secret in clear is refused and its value is not repeated.
/// - PRJ-4: reading is bounded: bytes, depth, nodes, files; aliases are off.
@NullMarked
package org.fieldproof.engine.project;

import org.jspecify.annotations.NullMarked;
