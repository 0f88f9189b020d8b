/// InfluxDB 1.x and 2.x and VictoriaMetrics as destinations, by line protocol over HTTP/1.1.
///
/// One record is one line. Tags: `device`, `address`, `fp_epoch` and those of the project. Fields:
/// `fp_seq` and `fp_crc` (CRC-32C of the payload), `fp_quality` (0 good, 1 uncertain, 2 bad), and
/// what the payload holds:
///
/// - a typed value: `value` where it is a number; booleans `value_bool`, texts `value_text`, bytes
///   `value_base64`, times `value_time` (ns), arrays `value_0`, `value_1`, ... A name for each
///   kind, because tags share a measurement, and a field has one type there
/// - a JSON object: one field for each leaf, names joined with `_`; elements of an array by their
///   number, `a_0`, booleans and texts among them `a_0_bool`, `a_0_text`. A record of which two
///   values would have one name, as in `{"a":[1],"a_0":2}`, is refused by that name
/// - a JSON number: `value`; `true` and `false`: `value_bool`
/// - other text: `value_text`
/// - other bytes: `value_base64`
///
/// Numbers are floats unless `numbers: typed`, because a field that is once `1` and once `1.5` is
/// a type conflict otherwise; an integer that a float cannot hold is also kept as `NAME_exact`.
/// VictoriaMetrics stores no texts, so none are sent there.
///
/// Laws, quoted by tests:
/// - INFL-L1: no byte of a record can end a line, a tag or a field: separators are escaped, and
///   control characters, backslashes and `%` of names and tags are written as `%XX`.
/// - INFL-L2: the timestamp is `milliseconds * 1e6 + seq % 1e6`, fixed at accept; a replay writes
///   the same point again, and two records of one millisecond are two points.
/// - INFL-L3: [org.fieldproof.api.spi.WriteOutcome.Durable] is answered only when the hold has
///   passed since the server's answer and the same process still answers; a server that was
///   started anew in between makes everything held unavailable, and the lane writes it again.
/// - INFL-L4: a refused line costs no other line, and no line is counted as stored that was not.
@NullMarked
package org.fieldproof.connector.influx;

import org.jspecify.annotations.NullMarked;
