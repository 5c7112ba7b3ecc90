/** Shows what a bundle or a packed directory holds, for people or as JSON. */
@NullMarked
package dev.outrank.workbench.inspect;

import org.jspecify.annotations.NullMarked;
