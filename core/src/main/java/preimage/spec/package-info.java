/** Records as text, JSON and help: the one grammar in which methods are named and configured. */
@NullMarked
package preimage.spec;

import org.jspecify.annotations.NullMarked;
