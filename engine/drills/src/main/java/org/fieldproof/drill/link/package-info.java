/// Links: in-process TCP proxies that drills can fault. Bytes pass unread and unaltered, so TLS
/// runs end to end.
///
/// Laws:
/// - LINK-1: a link never changes, adds or reorders a byte; a fault delays, withholds or resets.
/// - LINK-2: a link listens on loopback only.
/// - LINK-3: every fault ends by itself at its deadline, whatever becomes of who asked for it.
/// - LINK-4: what waits inside a link is bounded; a slow side slows the other side.
@NullMarked
package org.fieldproof.drill.link;

import org.jspecify.annotations.NullMarked;
