/**
 * What long work needs from outside: progress, interruption, checkpoints, files that are never
 * half-written.
 */
@NullMarked
package preimage.work;

import org.jspecify.annotations.NullMarked;
