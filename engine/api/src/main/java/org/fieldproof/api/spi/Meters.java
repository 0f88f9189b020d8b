package org.fieldproof.api.spi;

import java.util.function.LongSupplier;

/// A connector's own figures about its line: what the engine cannot know, such as answers that
/// belong to no question. They show at the connection or destination in the console, in the status
/// lines of `fieldproof run --json`, and nowhere decide anything.
///
/// ```java
/// Counter requests = host.meters().counter("requests", "requests");
/// host.meters().gauge("unacknowledged", "messages", waiting::get);
/// ...
/// requests.increment();
/// ```
///
/// Ask once, where the connector is made, and keep what you get. Who asks again for a name, as a
/// connector does that was started again, goes on with the same counter; of two gauges of a name
/// the later one is shown. A name with another unit or kind than before is refused, and so are more
/// than [#METERS_MAX] names. Any thread may call.
public interface Meters {
    /// So many names at most for each connection or destination.
    int METERS_MAX = 32;

    /// A counter. It belongs to the connection or destination and outlives each start of it.
    ///
    /// @param name in lower camel case, 1 to 40 letters and digits, such as `wrongAnswers`
    /// @param unit what is counted, in the plural, 1 to 16 small letters, such as `requests`
    Counter counter(String name, String unit);

    /// A figure that rises and falls.
    ///
    /// @param name as of a counter
    /// @param unit as of a counter; `bytes` and `ms` are shown as sizes and times
    /// @param now looks at it, on the read model's thread `fp-readmodel`, five times a second: it
    ///     must not block. One that throws shows as -1, unknown.
    void gauge(String name, String unit, LongSupplier now);

    /// Counts for who asks and shows to nobody.
    static Meters unseen() {
        return UnseenMeters.INSTANCE;
    }
}
