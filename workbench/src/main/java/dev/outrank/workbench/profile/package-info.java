/** Measures what requests ask of a model: {@code outrank profile}, and the file that it writes ({@code docs/format/profile.md}). */
@NullMarked
package dev.outrank.workbench.profile;

import org.jspecify.annotations.NullMarked;
