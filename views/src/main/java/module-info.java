/// The operator console. Knows the gateway by its api alone.
module org.fieldproof.views {
    requires static transitive org.jspecify;
    requires transitive javafx.controls;
    requires transitive javafx.graphics;
    requires org.controlsfx.controls;
    requires transitive org.fieldproof.api;
    requires transitive org.fieldproof.styles;

    exports org.fieldproof.views;
    exports org.fieldproof.views.place;
    exports org.fieldproof.views.tour;
}
