/** Tests of the demo, and of the whole path through the packaged services. */
@NullMarked
package dev.outrank.workbench.demo;

import org.jspecify.annotations.NullMarked;
