/** Results that people can look at: charts, picture grids, self-contained HTML. */
@NullMarked
package preimage.report;

import org.jspecify.annotations.NullMarked;
