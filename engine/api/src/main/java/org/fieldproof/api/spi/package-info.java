/// The plug-in boundary. A connector, ours or a stranger's, sees this and nothing else of the
/// engine. The smallest of each kind, which run, stand in `org.fieldproof.example` among the tests
/// of the core.
///
/// A law that holds across connectors, which tests quote:
/// - **SRC-1** What a [Companion] sends along stands in the log before the record that caused it,
///   and that one is not acknowledged before both are durable.
@NullMarked
package org.fieldproof.api.spi;

import org.jspecify.annotations.NullMarked;
