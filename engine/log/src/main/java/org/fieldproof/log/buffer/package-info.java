/// A lane's disk buffer and quarantine: lines of JSON that carry their own checksum.
///
/// Every line is ASCII around the stored object, ends with `,"crc":"<8 hex digits>"}` and a line
/// feed; the digits are the CRC32C of every byte of the line in front of `,"crc"`.
///
/// A disk buffer is a directory: `head.fppos`, a [org.fieldproof.log.ledger.PositionFile] of
/// segment id, offset and highest seq delivered; and `<16 hex digits>.ndjson`, oldest first:
///
/// | line, without its checksum | stands |
/// |---|---|
/// | `{"buffer":1,"segment":I,"previous":P,"previousBytes":B` | first: version, own id, below |
/// | `{"seq":S,"record":{...}` | a record |
/// | `{"synced":true` | a mark: everything in front of it was synced before it was written |
///
/// The first line is synced before any other. P is the file before, 0 without one, and B how much
/// of that one counts.
///
/// A quarantine is one file:
///
/// | line, without its checksum | stands |
/// |---|---|
/// | `{"quarantine":1` | first: the version |
/// | `{"seq":S,"record":{...}` | a record with its reason |
/// | `{"seq":S,"replaces":true,"record":{...}` | the same, in the place of earlier ones |
/// | `{"seq":S,"removed":true` | every earlier line with this seq is taken out |
@NullMarked
package org.fieldproof.log.buffer;

import org.jspecify.annotations.NullMarked;
