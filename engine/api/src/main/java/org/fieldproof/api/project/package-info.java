/// A project as the engineer wrote it, after reading: connections, destinations, routes, limits,
/// problems.
@NullMarked
package org.fieldproof.api.project;

import org.jspecify.annotations.NullMarked;
