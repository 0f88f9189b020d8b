/// Tags: the points of a device that a typed protocol (OPC UA, Modbus, S7) reads, and how each
/// reading becomes a record.
///
/// A project keeps them in `tags/*.csv`, one tag a line. Laws:
/// - TAG-1: a table that was read is written with the same bytes; an edit changes the lines of the
///   edited tags and no others.
/// - TAG-2: every faulty line of a table is reported, with line, column, cause and remedy; a faulty
///   line never becomes a tag, and is never lost when the table is written again.
/// - TAG-3: a BAD reading carries no value, whatever the tag's scaling, and is never replaced by an
///   earlier one.
/// - TAG-4: neither deadband nor minimum interval holds back a change of quality or of its status.
/// - TAG-5: a change that the minimum interval holds back is reported when the interval is over,
///   with the latest value.
/// - TAG-6: the record of a group holds every member, each as it was last read: a value, or null
///   and the reason by name. It is made when any member, alone, would have become one.
/// - TAG-7: an import takes all of a file or, where that is asked for, leaves faulty lines and
///   conflicts out and names them; it never removes a tag while a line of the file cannot be read.
/// - TAG-8: what a template makes is plain tags, or nothing and a problem that names the instance.
///   A cell that cannot be filled in, or cannot be read once it is, is told with the template's
///   line, and with the parameters that fill it in unless it is overridden; what the tag's
///   connection refuses, with the tag and the line. What is put into a cell is never read as a
///   formula itself.
@NullMarked
package org.fieldproof.api.tag;

import org.jspecify.annotations.NullMarked;
