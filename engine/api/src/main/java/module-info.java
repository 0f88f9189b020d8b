/// The gateway as the outside sees it, and the boundary its connectors live on. Needs only the
/// JDK.
module org.fieldproof.api {
    requires static transitive org.jspecify;

    exports org.fieldproof.api;
    exports org.fieldproof.api.command;
    exports org.fieldproof.api.doctor;
    exports org.fieldproof.api.draft;
    exports org.fieldproof.api.drill;
    exports org.fieldproof.api.event;
    exports org.fieldproof.api.pki;
    exports org.fieldproof.api.project;
    exports org.fieldproof.api.record;
    exports org.fieldproof.api.report;
    exports org.fieldproof.api.secret;
    exports org.fieldproof.api.snapshot;
    exports org.fieldproof.api.spi;
    exports org.fieldproof.api.support;
    exports org.fieldproof.api.tag;
    exports org.fieldproof.api.time;
    exports org.fieldproof.api.value;
}
