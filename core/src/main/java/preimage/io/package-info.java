/** Readers and writers of other people's file formats, as arrays on the Java heap. */
@NullMarked
package preimage.io;

import org.jspecify.annotations.NullMarked;
