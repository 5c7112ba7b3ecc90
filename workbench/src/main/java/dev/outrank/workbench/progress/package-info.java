/** How long commands say how far they are: on a terminal a bar, elsewhere nothing. */
@NullMarked
package dev.outrank.workbench.progress;

import org.jspecify.annotations.NullMarked;
