/**
 * Tensors whose native memory is owned by lexical scopes; the only package that may mention {@code
 * org.bytedeco}.
 */
@NullMarked
package preimage.tensor;

import org.jspecify.annotations.NullMarked;
