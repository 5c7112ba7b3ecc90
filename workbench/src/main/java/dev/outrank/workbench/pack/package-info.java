/** Packs a bundle by a plan into the directories that embedding services map. */
@NullMarked
package dev.outrank.workbench.pack;

import org.jspecify.annotations.NullMarked;
