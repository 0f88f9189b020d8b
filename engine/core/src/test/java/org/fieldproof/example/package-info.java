/// Connectors of other people, as small as they can be: a source, a destination that can be read
/// back, a transform, and a look into a device. They use the SPI alone, and `ExampleTest` runs them
/// in a real gateway. To make them known to an installed one, name the factories in
/// `META-INF/services` of a jar on its class path.
@NullMarked
package org.fieldproof.example;

import org.jspecify.annotations.NullMarked;
