/** The program: one class per verb, and what they share. */
@NullMarked
package preimage.cli;

import org.jspecify.annotations.NullMarked;
