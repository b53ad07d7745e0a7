/** Images and latents on the Java heap, and where they come from. */
@NullMarked
package preimage.data;

import org.jspecify.annotations.NullMarked;
