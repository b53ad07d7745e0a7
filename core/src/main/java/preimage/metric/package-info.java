/** What is said of generated samples, beside real ones. */
@NullMarked
package preimage.metric;

import org.jspecify.annotations.NullMarked;
