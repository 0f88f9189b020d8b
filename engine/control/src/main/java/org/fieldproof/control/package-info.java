/// The room for steering a gateway from outside its process: management tools, an HTTP interface,
/// metrics, remote attach. It will see only [org.fieldproof.api.Gateway]. Nothing listens here
/// yet, and by default nothing ever will: a listening port is always a choice.
@NullMarked
package org.fieldproof.control;

import org.jspecify.annotations.NullMarked;
