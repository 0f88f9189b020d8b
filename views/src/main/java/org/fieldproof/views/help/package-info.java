/// Help that needs no network: pages from resources, from the table of problem codes, from the
/// connectors' schemas and from the action registry, in a pane inside the console.
@NullMarked
package org.fieldproof.views.help;

import org.jspecify.annotations.NullMarked;
