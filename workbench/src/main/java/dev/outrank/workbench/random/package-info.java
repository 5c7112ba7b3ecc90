/** Random numbers that are a function of their place, so that neither threads nor order matter. */
@NullMarked
package dev.outrank.workbench.random;

import org.jspecify.annotations.NullMarked;
