/** What every run writes beside its results: its recipe, its provenance, its journal. */
@NullMarked
package preimage.run;

import org.jspecify.annotations.NullMarked;
