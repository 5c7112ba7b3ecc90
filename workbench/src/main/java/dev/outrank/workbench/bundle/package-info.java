/** The files of a bundle's directory, for commands that make one bundle of another. */
@NullMarked
package dev.outrank.workbench.bundle;

import org.jspecify.annotations.NullMarked;
