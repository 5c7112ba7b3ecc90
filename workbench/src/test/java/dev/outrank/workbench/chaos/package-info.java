/** Tests of the chaos command: how answers are graded, its arithmetic and documents, and one brief run of real processes. */
@org.jspecify.annotations.NullMarked
package dev.outrank.workbench.chaos;
