/// Numbers over time, several charts under one axis of time: what is shown of when, how it is
/// drawn, and the same as a table and as a file.
@NullMarked
package org.fieldproof.views.trend;

import org.jspecify.annotations.NullMarked;
