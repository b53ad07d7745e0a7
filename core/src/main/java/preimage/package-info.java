/** The version, and all built-in methods, data sets and models by name. */
@NullMarked
package preimage;

import org.jspecify.annotations.NullMarked;
