/** Networks: layers as records, architectures as values, weights by name. */
@NullMarked
package preimage.net;

import org.jspecify.annotations.NullMarked;
