/// Tests against S3Proxy, which checks signatures and keeps objects in files.
@NullMarked
package org.fieldproof.connector.s3;

import org.jspecify.annotations.NullMarked;
