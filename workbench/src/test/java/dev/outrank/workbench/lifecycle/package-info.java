/** Tests of the lifecycle command: how answers of several versions are graded, its documents, and one brief run of real processes. */
@org.jspecify.annotations.NullMarked
package dev.outrank.workbench.lifecycle;
