/// Typed values of protocols that have types, and their notation in a record's payload.
///
/// The notation is one JSON object in UTF-8, so that every store and every subscriber can read it
/// without us: `{"type":"int16","value":-7}`. Laws:
/// - VAL-1: reading what was written gives an equal value, bit for bit, NaN payloads excepted.
/// - VAL-2: writing is a function of the value alone: the same value gives the same bytes.
/// - VAL-3: text that is not of this notation is refused, never guessed at.
@NullMarked
package org.fieldproof.api.value;

import org.jspecify.annotations.NullMarked;
