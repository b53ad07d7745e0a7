/** Training of networks. */
@NullMarked
package preimage.train;

import org.jspecify.annotations.NullMarked;
