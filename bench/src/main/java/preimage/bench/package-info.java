/** Measurements against other libraries, and imports of what other libraries made. */
@NullMarked
package preimage.bench;

import org.jspecify.annotations.NullMarked;
