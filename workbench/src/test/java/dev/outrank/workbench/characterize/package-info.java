/** Tests of the study: its arithmetic, its documents, its guard, and one small study of real processes. */
@org.jspecify.annotations.NullMarked
package dev.outrank.workbench.characterize;
