/** The one operation: move a batch of points to make an objective small, inside a feasible set. */
@NullMarked
package preimage.search;

import org.jspecify.annotations.NullMarked;
