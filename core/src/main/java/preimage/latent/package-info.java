/** Searches of a generator's latent space. */
@NullMarked
package preimage.latent;

import org.jspecify.annotations.NullMarked;
