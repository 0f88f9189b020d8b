/// Tests against real InfluxDB and VictoriaMetrics processes, where these are installed.
@NullMarked
package org.fieldproof.connector.influx;

import org.jspecify.annotations.NullMarked;
