/// Durable files: the write-ahead log, the lanes' disk buffers, positions. Knows bytes and
/// sequence numbers, not gateways. Needs only the JDK.
module org.fieldproof.log {
    requires static transitive org.jspecify;

    exports org.fieldproof.log;
    exports org.fieldproof.log.buffer;
    exports org.fieldproof.log.frame;
    exports org.fieldproof.log.io;
    exports org.fieldproof.log.ledger;
    exports org.fieldproof.log.recovery;
}
