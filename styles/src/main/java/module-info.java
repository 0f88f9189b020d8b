/// Tokens, component sheets, icons and fonts of the console.
module org.fieldproof.styles {
    requires static transitive org.jspecify;
    requires atlantafx.base;
    requires transitive javafx.controls;
    requires transitive javafx.graphics;

    exports org.fieldproof.styles;
}
