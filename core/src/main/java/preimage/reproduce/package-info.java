/** Tables and figures of papers, run again: one small file each. */
@NullMarked
package preimage.reproduce;

import org.jspecify.annotations.NullMarked;
