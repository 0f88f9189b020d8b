/// Objects in an S3 or MinIO bucket as a destination.
///
/// A batch of the lane is an object: lines of JSON, gzipped. Its name never changes:
/// `PREFIX/YYYY/MM/DD/EPOCH/FIRST-LAST-COUNT.ndjson.gz`, with the date at which its first record
/// was taken in (UTC) and seqs of 19 digits, so that names sort as records do.
///
/// A line holds `epoch`, `seq`, `connection`, `device`, `address`, `sourceTime`, `acceptTime`
/// (nanoseconds since 1970 as text), `quality`, `encoding`, `crc32c` (of the payload, 8
/// hexadecimal digits), and the payload as `text` where it is UTF-8, else as `base64`.
///
/// Laws, quoted by tests:
/// - S3-L1: [org.fieldproof.api.spi.WriteOutcome.Durable] is answered only after a HEAD has shown
///   the object's size and the ETag that its upload was answered with.
/// - S3-L2: the same records make the same object under the same name, byte for byte.
/// - S3-L3: a replay that is cut into other batches stores no record twice: records that an
///   object of the same days already holds are left out.
/// - S3-L4: an object is one PUT; a broken upload leaves nothing behind, least of all parts.
@NullMarked
package org.fieldproof.connector.s3;

import org.jspecify.annotations.NullMarked;
